"""Furniture that is known by its wording, or by what else the page says."""

import pytest

from crawler.extraction.article import extract_article
from crawler.extraction.furniture.furniture import is_about_the_author, is_byline, worded_so
from crawler.profiles.profile import GENERIC
from tests.support.judged_markup import blocks_of

AUTHORS = ("Ada Brook", "Bo Lind")
GLUED = "By Bo Lind | Staff writerMay 3, 2025 | 5 a.m."
TEXT = "<p>The harbour of Northport reopened on Sunday, a week after the storm had closed it.</p>"


def body_of(line: str) -> str:
    """Return the body of a page whose article has the line between its paragraphs, all there."""
    html = (
        '<html><head><meta name="author" content="Ada Brook"></head><body><article>'
        f"<h1>Harbour reopens</h1>{TEXT}{TEXT.replace('Sunday', 'Monday')}{line}"
        f"{TEXT.replace('Sunday', 'Tuesday')}{TEXT.replace('Sunday', 'Friday')}</article></body>"
    )
    body = extract_article(html, "https://herald.example/harbour", GENERIC).text
    assert all(f"reopened on {day}" in body for day in ("Sunday", "Monday", "Tuesday", "Friday"))
    return body


@pytest.mark.parametrize("line", ["ADVERTISEMENT", "- Anzeige -", "［PR］", "広告"])
def test_label_of_an_advertisement_is_furniture(line: str) -> None:
    assert line not in body_of(f"<p>{line}</p>")


@pytest.mark.parametrize(
    "words",
    [
        "Read more: ",
        "Lesen Sie auch: ",
        "À lire aussi : ",
        "Lea también: ",
        "اقرأ أيضاً: ",
        "អានបន្ថែម៖ ",
        "相关阅读：",
        "関連記事：",
    ],
)
def test_pointer_to_another_story_is_furniture(words: str) -> None:
    assert "Nets" not in body_of(f'<p><b>{words}</b><a href="/nets">Nets are dear</a></p>')


@pytest.mark.parametrize("arrow", ["→ ", "▶\ufe0f ", "👉", "» "])
def test_an_arrow_before_a_link_points_to_another_story(arrow: str) -> None:
    assert "Nets" not in body_of(f'<p>{arrow}<a href="/nets">Nets are dear</a></p>')
    assert "Nets" in body_of(f'<p>{arrow}<a href="/nets">Nets are dear</a>, said the mayor.</p>')


def test_words_of_a_pointer_without_a_link_are_text() -> None:
    line = "Read more: that was the advice of the harbour master to those who would sail."
    assert line in body_of(f"<p>{line}</p>")


@pytest.mark.parametrize(
    "line",
    [
        "© 2025 The Herald",
        "This site is protected by reCAPTCHA and the Google Privacy Policy applies.",
        "Diese Website ist durch reCAPTCHA geschützt, und es gelten die Regeln von Google.",
        "免责声明：本文仅代表作者个人观点。",
        "ⓒ 항만신문, 무단 전재 금지",
        "未经本网书面授权，不得转载。",
        "(內容由港口通訊社提供。未經授權，不得轉載。)",
        "严正声明：未经授权严禁转载",
        "责任编辑：李明",
        "[责任编辑：李明]",
        "(Except for the headline, this story has not been changed by the Herald’s staff.)",
        "Our Standards: the Herald’s rules of trust.",
        "無断転載を禁じます。",
        "Все права защищены. При перепечатке ссылка на сайт обязательна.",
        "При цитировании материалов активная ссылка обязательна.",
        "Todos os direitos reservados. Proibida a reprodução sem autorização.",
        "Wszelkie prawa zastrzeżone. Kopiowanie bez zgody redakcji zabronione.",
        "Tüm hakları saklıdır. İzinsiz kullanılamaz.",
        "Με την επιφύλαξη παντός δικαιώματος.",
        "Všechna práva vyhrazena.",
        "При препечатване позоваването на вестника е задължително.",
        "Преузимање текста дозвољено је уз навођење извора.",
        "Преземањето на содржините е дозволено со наведување на изворот.",
        "Με επιφύλαξη παντός δικαιώματος.",
        "لا يجوز نشر المواد إلا بعد ذكر المصدر.",
        "تمامی حقوق این سایت متعلق به روزنامه بندر است.",
        "استفاده از مطالب با ذکر منبع بلامانع است.",
        "اس مواد کو بغیر اجازت شائع کرنا منع ہے۔",
        "אין לעשות שימוש בתוכן ללא אישור.",
        "बिना अनुमति के इस सामग्री का प्रकाशन वर्जित है।",
        "এই ওয়েবসাইটের লেখা অনুমতি ছাড়া ব্যবহার বেআইনি।",
        "ห้ามนำเนื้อหาไปเผยแพร่ต่อโดยไม่ได้รับอนุญาต",
        "ყველა უფლება დაცულია.",
        "Կայքի նյութերի օգտագործման դեպքում հղումը պարտադիր է։",
        "ያለ ፈቃድ እንደገና ማተም ክልክል ነው።",
        "版權所有 港口日報",
        "掲載の記事・写真の無断転載を禁じます。",
        "Cấm sao chép dưới mọi hình thức.",
        "Haki zote zimehifadhiwa.",
        "Kaynak gösterilmeden alıntı yapılamaz.",
        "Materiallardan istifadə edərkən istinad mütləqdir.",
        "Материалдарды пайдаланған кезде сілтеме жасау міндетті.",
        "A cikkek utánközlése csak engedéllyel lehetséges.",
        "Artikkelin kopiointi ilman lupaa on kielletty.",
        "Artikli kasutamine ilma loata on keelatud.",
        "Kopijuoti ir platinti be sutikimo draudžiama.",
        "Pārpublicēšana bez redakcijas atļaujas aizliegta.",
        "Preluarea articolelor se face doar cu acordul redacției.",
        "Debekatuta dago edukiak baimenik gabe erabiltzea.",
        "Queda prohibida la reproducció total o parcial.",
        "Cedwir pob hawl.",
        "Gach ceart ar cosaint.",
        "Vse pravice pridržane.",
    ],
)
def test_legal_notice_is_furniture(line: str) -> None:
    assert line not in body_of(f"<p>{line}</p>")


@pytest.mark.parametrize(
    "line",
    [
        "Your browser does not support the audio element.",
        "This audio is auto-generated. Please let us know if you have feedback.",
        "Your browser doesn’t support HTML5 video.",
        "Ihr Browser unterstützt das Video-Element nicht.",
        "Votre navigateur ne supporte pas la balise audio.",
        "Su navegador no soporta el elemento de audio.",
        "Il tuo browser non supporta l’elemento video.",
        "O seu navegador não suporta o elemento de vídeo.",
    ],
)
def test_what_stands_in_a_players_place_is_furniture(line: str) -> None:
    assert line not in body_of(f"<p>{line}</p>")


def test_a_sentence_about_browsers_is_text() -> None:
    line = "Your browser does not support the harbour’s new tide table, which needs a newer one."
    assert line in body_of(f"<p>{line}</p>")


@pytest.mark.parametrize(
    "line",
    [
        "При препечатването на банкноти централната банка използва нова хартия.",
        "Debekatuta dago portuan baimenik gabe sartzea, dio agintariak.",
        "Kopijuoti senas laivas meistrai mokėsi dešimt metų.",
        "Copierea unei opere i-a adus faimă pictorului din port.",
        "חברי המועצה אמרו כי אין להעתיק את המודל של הנמל השכן.",
        "ห้ามนำสัตว์เลี้ยงขึ้นเรือข้ามฟาก นายท่าเรือกล่าวเมื่อวันอาทิตย์",
        "Артикулът за пристанището е от миналия век.",
    ],
)
def test_a_sentence_that_begins_as_a_legal_notice_does_is_text(line: str) -> None:
    assert line in body_of(f"<p>{line}</p>")


@pytest.mark.parametrize(
    "line",
    [
        "Абонирайте се за нашия бюлетин и получавайте новините",
        "Пријавите се на наш билтен",
        "Telegram kanalımıza abunə olun",
        "Telegram арнамызға жазылыңыз",
        "Prenumeruokite mūsų naujienlaiškį",
        "Piesakies mūsu jaunumiem un saņem ziņas",
        "Telli meie uudiskiri",
        "Harpidetu gure buletinera",
        "Subscriviu-vos al nostre butlletí",
        "გამოიწერეთ ჩვენი სიახლეები",
        "Բաժանորդագրվեք մեր տեղեկագրին",
        "הירשמו לניוזלטר שלנו",
    ],
)
def test_a_line_for_the_papers_own_letter_is_furniture(line: str) -> None:
    assert line not in body_of(f"<p>{line}</p>")


@pytest.mark.parametrize(
    "line",
    [
        "Tags: harbour, storm",
        "Етикети: мостове, Долна Вера",
        "Λέξεις-κλειδιά: γέφυρες",
        "برچسب‌ها: پل، بندر",
        "标签：大桥",
        "Etiketler: köprü",
        "Žymos: tiltai",
    ],
)
def test_a_line_of_tags_is_furniture(line: str) -> None:
    assert line not in body_of(f"<p>{line}</p>")


def test_a_sentence_about_labels_is_text() -> None:
    line = "Labels: that is what the harbour master calls the lists of goods on board."
    assert line in body_of(f"<p>{line}</p>")


def test_an_invitation_to_comment_is_furniture() -> None:
    line = "What do you think? Let us know in the comments below."
    assert line not in body_of(f"<p>{line}</p>")


@pytest.mark.parametrize(
    "text",
    [
        "By Ada Brook",
        "Ada Brook and Bo Lind",
        "Von Ada Brook",
        "By Bo Lind | Staff writerMay 3, 2025 | 5 a.m.",
    ],
)
def test_line_that_only_names_authors_is_a_byline(text: str) -> None:
    assert is_byline(text, AUTHORS)


@pytest.mark.parametrize(
    "text",
    ["By Cy Lee", "Ada Brook came", "Ada Brook and Cy Lee", "By Ada Brook’s count", ""],
)
def test_line_that_says_more_is_no_byline(text: str) -> None:
    assert not is_byline(text, AUTHORS)


def test_a_paragraph_that_begins_with_its_reporter_is_no_byline() -> None:
    assert not is_byline("【港报讯】（记者 管维）港口的年会昨日举行。", ("管维",))
    assert is_byline("【港报讯】（记者 管维）", ("管维",))


def test_credit_is_no_byline() -> None:
    assert not is_byline("AFP", ("AFP",))


def test_note_on_an_author_begins_with_the_name_and_a_verb() -> None:
    assert is_about_the_author("Bo Lind is a potter in Northport.", AUTHORS)
    assert not is_about_the_author("Bo Lind’s kiln is cold.", AUTHORS)


@pytest.mark.parametrize(
    "line",
    [
        "Story continues below",
        "(Article continues after this advertisement)",
        "Weiterlesen nach der Anzeige",
        "La suite après cette publicité",
        "La noticia continúa más abajo",
        "Tekst gaat verder onder de foto",
        "Dalsza część artykułu pod materiałem wideo",
        "Artikeln fortsätter under annonsen",
        "Продолжение ниже",
        "Continúa leyendo debajo de la publicidad",
        "ΣΥΝΕΧΙΖΕΤΑΙ ΜΕΤΑ ΤΗ ΔΙΑΦΗΜΙΣΗ",
        "يستمر المقال بعد الإعلان",
        "記事はこの下に続きます",
        "文章在下方继续",
        "المقال يستمر أدناه",
    ],
)
def test_a_line_that_says_that_the_story_goes_on_is_furniture(line: str) -> None:
    assert line not in body_of(f"<p><em>{line}</em></p>")


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to our newsletter for the news of the coast.",
        "Download our app for breaking news on your phone",
        "Get the Herald delivered to your door every morning, twelve issues for five crowns.",
        "Interested in this topic? Set up an email alert and we'll tell you when we write more.",
        "Listen to Harbour Radio live at 12:45 on weekdays, or listen back here.",
        "Follow The Herald on Facebook and on Instagram, where the pictures are.",
        "Folgen Sie uns auf Instagram",
        "Suivez-nous sur notre chaîne",
        "Síguenos en nuestro canal",
        "Bizi takip edin",
        "Bizi Google Haberler’de takip edin.",
        "扫描二维码，下载客户端。",
        "港口時報在Facebook上每天報道碼頭消息，快來讚好我們的專頁！",
        "想看更多图片的朋友，可以关注我们的微信公众号。",
        "公式LINEアカウントを友だち追加すると最新ニュースが届きます。",
        "카카오톡 채널을 추가하고 새 소식을 받아보세요.",
        "Sledujte nás na Facebooku.",
        "Pratite nas na Instagramu.",
        "Ακολουθήστε τον Κήρυκα στο Google News",
    ],
)
def test_a_line_for_the_publisher_is_furniture(line: str) -> None:
    assert line not in body_of(f"<p>{line}</p>")


@pytest.mark.parametrize(
    "line",
    [
        "[gallery ids=1,2,3]",
        "[button link=”https://herald.example/send” type=”big”] Send us YOUR letters[/button]",
    ],
)
def test_a_shortcode_that_was_not_carried_out_is_furniture(line: str) -> None:
    (block,), (code,) = blocks_of(f"<p>{line}</p>"), blocks_of(f"<p><code>{line}</code></p>")
    assert line not in body_of(f"<p>{line}</p>")
    assert (worded_so(block), worded_so(code)) == ("shortcode", None)


@pytest.mark.parametrize(
    "line",
    [
        "The story continues below the waterline, where the divers found a second hull.",
        "Follow the harbour master through his day and you will see how little he sits.",
        "Subscribers of the old line had keys of their own, he said.",
        "Download speeds on the pier are poor.",
        "Listen to the whales live on the pier, the harbour master says, and you will sleep.",
        "Get the nets delivered before you sail, he told them, for the sea waits for nobody.",
        "Polis, şüpheliyi iskeleye kadar takip ettikten sonra yakaladı, dedi kaptan.",
        "アプリをダウンロードした利用者は三月に三割増えた、と郡は発表した。",
        "关注天气的渔民周一没有出海，县政府在声明中表示。",
        "校长在码头上说：请大家关注我们的孩子，也请大家关注我们的海。",
        "Ακολουθήστε το φως και θα βρείτε την αποβάθρα, τους είπε εκείνο το βράδυ ο φύλακας.",
        "Siga la lámpara y hallará el muelle, les dijo el farero aquella noche.",
    ],
)
def test_a_sentence_with_such_words_is_text(line: str) -> None:
    assert line in body_of(f"<p>{line}</p>")


@pytest.mark.parametrize(
    "line",
    [
        "To view the full story, please subscribe to The Herald. A year is 60 crowns.",
        "Already a subscriber? Log in to read on.",
        "Dieser Artikel ist nur für Abonnenten lesbar.",
        "Contenido exclusivo para suscriptores de nuestra edición digital.",
    ],
)
def test_an_offer_in_place_of_the_rest_is_left_out_and_said_by_access(line: str) -> None:
    page = (
        "<html><head><title>Harbour reopens</title></head><body><article><h1>Harbour reopens</h1>"
        f"{''.join(TEXT.replace('Sunday', day) for day in ('Sunday', 'Monday', 'Friday'))}"
        f"<p>{line} It stands below the text like a paragraph of it.</p></article>"
    )
    article = extract_article(page, "https://herald.example/harbour", GENERIC)
    assert line not in article.text
    assert article.access == "metered"


@pytest.mark.parametrize("line", ["Ada Brook ada@herald.example", "김하늘 기자 sky@a.example"])
def test_a_name_with_its_address_is_a_byline(line: str) -> None:
    assert line not in body_of(f"<p>{line}</p>")


@pytest.mark.parametrize(
    "line",
    [
        "Externer Inhalt nicht verfügbar",
        "An dieser Stelle finden Sie einen von uns ausgewählten externen Inhalt.",
        "Ich bin damit einverstanden, dass mir externe Inhalte angezeigt werden.",
        "We need your consent to load this map.",
        "Allow Chirper content?",
        "Contenu externe",
        "Contenido externo",
    ],
)
@pytest.mark.parametrize("tag", ["p", "h3"])
def test_what_stands_for_a_video_until_the_reader_agrees_is_furniture(line: str, tag: str) -> None:
    assert line not in body_of(f"<{tag}>{line}</{tag}>")


def test_a_paragraph_about_external_content_is_text() -> None:
    line = (
        "External content is what the harbour's screens show, its master said on Sunday, at noon."
    )
    assert line in body_of(f"<p>{line}</p>")
