"""The general category map: what sections are called, in common languages, to one vocabulary.

A profile's own map comes first; this one is for what that leaves open.
"""

import re
import unicodedata
from functools import cache
from urllib.parse import unquote, urlsplit

GENERAL = "GENERAL"

# Words apart by spaces; an underscore joins the words of a name that only counts as a whole.
_NAMES = {
    "OPINION": """
        opinion opinions editorial editorials op-ed column columns columnists comment commentary
        commentisfree analysis viewpoint views letters perspective blogs ideas
        opinión opinion editoriales columnas tribuna análisis opiniao opinião colunas opinie
        tribune tribunes chroniques débats meinung kommentar kommentare leitartikel opinioni
        commenti мнение мнения мнения_и_комментарии думка думки felieton opinie görüş yazarlar köşe
        رأي آراء مقالات یادداشت دیدگاه 评论 觀點 观点 評論 社論 社评 社説 オピニオン 論説 오피니언
        사설 칼럼 opini xa_luận góc_nhìn विचार মতামত ទស្សនៈ ความคิดเห็น åsikt debatt
    """,
    "SPORT": """
        sport sports football soccer cricket rugby tennis basketball baseball golf nfl nba mlb nhl
        olympics world-cup paralympics athletics boxing cycling formula-1 formula1 f1 motorsport
        deporte deportes fútbol futbol desporto esporte esportes futebol calcio voetbal fussball
        fußball спорт футбол sporty piłka spor رياضة كرة_القدم ورزش ورزشی 体育 運動 體育 スポーツ
        野球 サッカー 스포츠 야구 축구 olahraga thể_thao bóng_đá खेल খেলা កីឡា กีฬา idrott
    """,
    "BUSINESS": """
        business economy economics finance financial markets market money companies industry
        banking trade investing stocks property real-estate energy jobs personal-finance retail
        economía economia negocios empresas mercados finanzas dinero économie entreprises bourse
        argent wirtschaft finanzen börse unternehmen economie zakelijk geld finanza mercati
        бизнес экономика финансы деньги економіка бізнес gospodarka biznes finanse ekonomi
        اقتصاد أعمال اقتصادی مال 经济 財經 财经 商业 经济新闻 經濟 経済 ビジネス 경제 금융 산업
        bisnis kinh_doanh kinh_tế व्यापार अर्थव्यवस्था অর্থনীতি বাণিজ্য សេដ្ឋកិច្ច ពាណិជ្ជកម្ម
        เศรษฐกิจ ธุรกิจ näringsliv
    """,
    "TECHNOLOGY": """
        technology tech gadgets internet computing cyber cybersecurity ai artificial-intelligence
        digital science-technology sci-tech science-and-technology mobile startups innovation
        tecnología tecnologia technologie technik netzwelt teknologi технологии технології
        technologie_i_nauka teknoloji تكنولوجيا تقنية فناوری دانش_و_فناوری 科技 技术 技術 数码
        テクノロジー 테크 기술 công_nghệ प्रौद्योगिकी तकनीक প্রযুক্তি បច្ចេកវិទ្យា เทคโนโลยี teknik
    """,
    "SCIENCE": """
        science sciences space astronomy physics biology archaeology research
        ciencia ciência scienza scienze wissenschaft wissen wetenschap наука nauka bilim علوم علم
        دانش 科学 科學 サイエンス 과학 sains khoa_học विज्ञान বিজ্ঞান វិទ្យាសាស្ត្រ วิทยาศาสตร์ vetenskap
    """,
    "HEALTH": """
        health healthcare medicine wellness wellbeing coronavirus covid-19 covid mental-health
        salud saúde saude santé sante gesundheit salute gezondheid здоровье здоров'я zdrowie sağlık
        صحة سلامت بهداشت 健康 医疗 醫療 健康・医療 건강 의료 kesehatan sức_khỏe स्वास्थ्य স্বাস্থ্য
        សុខភាព สุขภาพ hälsa
    """,
    "ENVIRONMENT": """
        environment climate climate-change climate-environment nature wildlife weather earth
        sustainability conservation medio-ambiente medio_ambiente medioambiente clima meio_ambiente
        meio-ambiente ambiente environnement planète planete climat umwelt klima milieu klimaat
        экология природа погода довкілля środowisko klimat çevre iklim بيئة مناخ محیط_زیست 环境
        環境 气候 氣候 환경 기후 lingkungan môi_trường पर्यावरण পরিবেশ បរិស្ថាន สิ่งแวดล้อม miljö
    """,
    "POLITICS": """
        politics political elections election election-2024 government parliament congress policy
        white-house westminster política politica politique politik innenpolitik politiek
        elecciones élections выборы политика політика polityka siyaset سياسة سیاست سیاسی 政治 时政
        政界 選舉 選挙 정치 politik_dan_hukum chính_trị राजनीति রাজনীতি នយោបាយ การเมือง
    """,
    "JUSTICE": """
        crime crimes court courts law justice police legal sucesos policiales policial tribunales
        faits-divers faits_divers justiz kriminalität cronaca misdaad происшествия криминал
        kryminał suç حوادث جرائم حقوقی قضایی 法治 法律 司法 社會案件 事件 hukum kriminal pháp_luật
        अपराध অপরাধ อาชญากรรม brott
    """,
    "EDUCATION": """
        education schools school university universities campus educación educacion educação
        éducation bildung istruzione scuola onderwijs образование освіта edukacja eğitim تعليم آموزش
        教育 교육 pendidikan giáo_dục शिक्षा শিক্ষা អប់រំ การศึกษา utbildning
    """,
    "CULTURE": """
        culture arts art entertainment books film films movies music theatre theater television tv
        celebrity celebrities showbiz media arts-culture arts-entertainment culture-arts heritage
        cultura espectáculos espectaculos entretenimiento cine música musica libros entretenimento
        cinéma cinema livres spectacles médias kultur unterhaltung feuilleton medien cultuur
        spettacoli культура кино музыка шоу-бизнес kultura rozrywka kültür sanat magazin ثقافة فن
        فنون فرهنگ هنر فرهنگ_و_هنر 文化 娱乐 娛樂 文娱 文学 エンタメ カルチャー 芸能 문화 연예
        hiburan budaya văn_hóa giải_trí मनोरंजन संस्कृति বিনোদন সংস্কৃতি វប្បធម៌ កម្សាន្ត
        บันเทิง วัฒนธรรม nöje
    """,
    "LIFESTYLE": """
        lifestyle life style fashion food drink travel tourism family garden beauty recipes
        relationships motoring cars autos food-drink life-style life-and-style living
        vida estilo estilo-de-vida moda viajes turismo gastronomía gente mode voyage voyages cuisine
        styles leben reise reisen genuss auto stil viaggi cucina стиль путешествия авто жизнь
        podróże yaşam seyahat أسلوب_حياة سفر سياحة سبک_زندگی گردشگری 生活 旅游 旅遊 时尚 美食 汽车
        ライフ くらし 暮らし 旅行 생활 라이프 여행 gaya_hidup wisata du_lịch đời_sống जीवनशैली
        জীবনযাপন ជីវិត ទេសចរណ៍ ไลฟ์สไตล์ ท่องเที่ยว livsstil resor
    """,
    "WORLD": """
        world international global foreign abroad africa africas americas asia asia-pacific
        asia_pacific europe middle-east middle_east latin-america us-canada world-news east-asia
        southeast-asia south-asia koreas eurasia
        mundo internacional internacionales monde international_news ausland welt international_de
        esteri mondo buitenland wereld в_мире мир мировые_новости світ świat zagranica dünya
        عالم العالم دولي بين_الملل بین_الملل جهان بین‌الملل 国际 國際 世界 国際 海外 국제 세계
        dunia internasional thế_giới विश्व दुनिया अंतरराष्ट्रीय আন্তর্জাতিক বিশ্ব អន្តរជាតិ
        ต่างประเทศ världen utrikes
    """,
    "NATIONAL": """
        national nation domestic local regional region regions metro city cities society community
        national-news uk us usa u.s. uk-news us-news india pakistan cambodia iran britain
        scotland wales nacional españa méxico argentina colombia brasil país país_y_ciudad sociedad
        locales cidades cotidiano france société societe régions deutschland inland panorama
        gesellschaft regionales italia binnenland regio россия общество в_россии регионы москва
        україна суспільство kraj polska türkiye yurt gündem محليات محلي وطني مجتمع ایران جامعه
        اجتماعی 国内 國內 社会 社會 地方 本地 国内_政治 地域 사회 전국 지역 nasional daerah
        thời_sự xã_hội भारत देश राष्ट्रीय राज्य জাতীয় বাংলাদেশ সারাদেশ ជាតិ សង្គម ภูมิภาค
        ในประเทศ สังคม inrikes lokalt lokales miasto powiat
    """,
}


def category(section: str | None, url: str) -> str:
    """Return the vocabulary's word for a section as the page names it, else for its URL's folders.

    GENERAL where neither says anything.
    """
    folders = unquote(urlsplit(url).path).split("/")[1:-1]
    return next((word for name in (section or "", *folders) if (word := _word(name))), GENERAL)


def _word(name: str) -> str | None:
    """Return the vocabulary's word for a name; the whole name counts before its words."""
    table = _table()
    key = _key(name)
    for part in (key, *key.split("-")):
        if part in table:
            return table[part]
    if key.isascii():
        return None
    # scripts that part no words
    inside = [known for known in table if len(known) > 1 and not known.isascii() and known in key]
    return table[max(inside, key=len)] if inside else None


def _key(name: str) -> str:
    """Return a name as it is looked up: small letters, one hyphen between words."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("\u200c", "")
    return re.sub(r"[^\w\u0300-\u036f\u0900-\u0fff\u1780-\u17ff]+|_+", "-", plain).strip("-")


@cache
def _table() -> dict[str, str]:
    return {_key(name): word for word, names in _NAMES.items() for name in names.split()}
