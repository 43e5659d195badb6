"""Words that say nothing in a cloud, by language: articles, prepositions, conjunctions, pronouns, forms of to be."""

from __future__ import annotations

STOP_WORDS: dict[str, str] = {
    "en": """
        a about all also am an and any are as at be because been but by can could did do does for from had has have he her
        his how i if in into is it its just me more most my no nor not of on or our out she should so some such than that the
        their them then there these they this those to too us very was we were what when where which who why will with would
        you your
    """,
    "fr": """
        à afin ai ainsi après au aucun aussi autre aux avant avec ayant ce cela ces cet cette ceux chez ci comme contre dans
        de des donc dont du elle elles en entre es est et étaient était étant été être eu eux fait il ils je la là le les
        leur leurs lui ma mais me même mes moi mon ne ni nos notre nous on ont ou où par pas peu plus pour près qu que quel
        quelle quelles quels qui sa sans se ses si son sont sous sur ta te tes toi ton tous tout toute toutes très tu un une
        vers vos votre vous y
    """,
    "ru": """
        а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да для до его ее если есть еще же
        за и из или им их к как ко когда кто ли либо мне может мы на над не него нее нет ни них но ну о об однако он она они
        оно от очень по под при про с со так также такой там те тем то того тоже той только том ты у уже хотя чего чей чем что
        чтобы чье эта эти это этот я
    """,
    "es": """
        a al algo algunos ante antes aquel aquella así aún aunque cada como con contra cual cuando de del desde donde durante
        e el él ella ellas ellos en entre era es esa ese eso esta está están estas este esto estos fue ha han hasta hay la
        las le les lo los más me mi mis mucho muy nada ni no nos nosotros o os otra otro para pero poco por porque que qué
        quien se sea ser si sí sin sobre son su sus también tan te tiene todo todos tu tus u un una uno unos y ya yo
    """,
    "pt": """
        a à ao aos aquela aquele aquilo as às até com como da das de dela dele des do dos e é ela elas ele eles em entre era
        essa esse esta está estão este eu foi for há isso isto já lhe lhes lo mais mas me mesmo meu minha muito na não nas
        nem no nos nós nossa nosso num numa o os ou para pela pelas pelo pelos por qual quando que quem são se seja sem ser
        será seu seus só sua suas também te tem ter teu tu tua um uma umas uns você vos
    """,
    "ar": """
        في من إلى على عن مع هذا هذه ذلك تلك هو هي هم هن نحن أنا أنت أنتم التي الذي الذين اللذين ما ماذا متى أين كيف لماذا لا لم
        لن ليس ليست كان كانت يكون تكون إن أن أو أم ثم بل لكن لكي كي حتى إذا لو قد كل بعض غير بين عند عندما حيث أي أيضا جدا فقط
        منذ خلال حول ضد دون و ف ب ل ك يا به له لها لهم فيه فيها منه منها عليه عليها هناك هنا
    """,
}

ELISIONS: dict[str, tuple[str, ...]] = {
    "fr": ("qu'", "l'", "d'", "j'", "n'", "s'", "c'", "m'", "t'"),
    "pt": ("d'",),
}
"""What is written together with the next word."""
