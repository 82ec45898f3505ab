"""How likely each block is part of the article: features, forests, a second opinion."""
