"""What happens to a request beside, before and behind Scrapy's download."""
