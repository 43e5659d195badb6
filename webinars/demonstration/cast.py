"""The people of the demonstration: made-up names at example.org, from administrations of all six regions.

One line each: address, name as on a certificate, country, language, audience, gender. Several people write their name in
their own script, as they do in life.
"""

from __future__ import annotations

from people.actions.accounts import Newcomer
from people.choices import Audience, Gender, Role

PASSWORD = "Lectern-1540"  # noqa: S105  printed at every start: the accounts are for everybody who looks
_AUDIENCES = {"m": Audience.SENIOR_MANAGER, "o": Audience.OPERATIONAL_OFFICER, "p": Audience.PRIVATE_SECTOR}
_GENDERS = {"w": Gender.WOMAN, "m": Gender.MAN, "a": Gender.ANOTHER, "-": Gender.NOT_STATED}

_STAFF = """
admin          | Ingrid Solberg         | NO | en | m | w
manager        | Paul Vandenberghe      | BE | fr | m | m
coordinator    | Wanjiru Kamau          | KE | en | m | w
coordinator.sn | Mamadou Diallo         | SN | fr | m | m
trainer        | Claire Tremblay        | CA | en | o | w
trainer.ar     | سامي بن يوسف           | TN | ar | o | m
trainer.ru     | Гульнара Ахметова      | KZ | ru | o | w
trainer.pt     | Beatriz Nogueira       | BR | pt | o | w
trainer.es     | Javier Ortega Molina   | ES | es | o | m
trainer.en     | Thandiwe Dlamini       | ZA | en | o | w
"""

_TRAINEES = """
trainee.en        | Grace Achieng Otieno     | KE | en | o | w
peter.mwangi      | Peter Mwangi             | KE | en | o | m
faith.wambui      | Faith Wambui Njoroge     | KE | en | m | w
daniel.kiprop     | Daniel Kiprop            | KE | en | p | m
esther.mutua      | Esther Mutua             | KE | en | o | w
trainee.pt        | Celeste Macuácua         | MZ | pt | o | w
helder.sitoe      | Hélder Sitoe             | MZ | pt | m | m
amelia.nhantumbo  | Amélia Nhantumbo         | MZ | pt | o | w
trainee.fr        | Aminata Ndiaye           | SN | fr | o | w
ousmane.fall      | Ousmane Fall             | SN | fr | o | m
fatou.sarr        | Fatou Sarr               | SN | fr | m | w
cheikh.gueye      | Cheikh Gueye             | SN | fr | p | m
awa.cisse         | Awa Cissé                | SN | fr | o | w
brigitte.ngo      | Brigitte Ngo Bassong     | CM | fr | o | w
alain.fotso       | Alain Fotso              | CM | fr | m | m
kwame.asante      | Kwame Asante             | GH | en | o | m
nelson.tavares    | Nélson Tavares           | CV | pt | o | m
trainee.ar        | ليلى حداد                | JO | ar | o | w
omar.khatib       | عمر الخطيب               | JO | ar | m | m
rania.masri       | Rania Al-Masri           | JO | ar | p | w
youssef.alami     | يوسف العلمي              | MA | ar | o | m
salma.bennani     | Salma Bennani            | MA | fr | o | w
hicham.idrissi    | Hicham Idrissi           | MA | fr | m | m
nour.mansour      | نور منصور                | EG | ar | o | w
karim.fahmy       | Karim Fahmy              | EG | ar | p | -
trainee.ru        | Айгерим Нурланова        | KZ | ru | o | w
daniyar.seitkali  | Данияр Сейткали          | KZ | ru | o | m
saule.omarova     | Сауле Омарова            | KZ | ru | m | w
timur.abenov      | Тимур Абенов             | KZ | ru | p | m
dina.zhumabek     | Dina Zhumabek            | KZ | ru | o | w
levan.gelashvili  | Levan Gelashvili         | GE | ru | o | m
anahit.petrosyan  | Анаит Петросян           | AM | ru | o | w
joana.ribeiro     | Joana Ribeiro            | PT | pt | m | w
luc.perrin        | Luc Perrin               | FR | fr | p | m
trainee.es        | Valentina Restrepo Gómez | CO | es | o | w
andres.quintero   | Andrés Quintero          | CO | es | o | m
paola.cardenas    | Paola Cárdenas Ruiz      | CO | es | p | w
jorge.huaman      | Jorge Huamán             | PE | es | m | m
rosa.quispe       | Rosa Quispe Mamani       | PE | es | o | w
rafael.moreira    | Rafael Moreira           | BR | pt | o | m
tatiane.lopes     | Tatiane Lopes            | BR | pt | o | a
andre.campbell    | Andre Campbell           | JM | en | o | -
maria.santos      | Maria Lourdes Santos     | PH | en | o | w
ramon.delacruz    | Ramon Dela Cruz          | PH | en | o | m
angelica.reyes    | Angelica Reyes           | PH | en | m | w
josefina.aquino   | Josefina Aquino          | PH | en | p | w
miguel.bautista   | Miguel Bautista          | PH | en | o | m
litia.vakatawa    | Litia Vakatawa           | FJ | en | o | w
somchai.prasert   | Somchai Prasert          | TH | en | o | m
oyuna.batbayar    | Оюна Батбаяр             | MN | ru | o | w
"""

ROLES = {
    "admin": Role.ADMINISTRATOR,
    "manager": Role.PROGRAMME_MANAGER,
    "coordinator": Role.NATIONAL_COORDINATOR,
    "coordinator.sn": Role.NATIONAL_COORDINATOR,
    **{f"trainer{suffix}": Role.TRAINER for suffix in ("", ".ar", ".ru", ".pt", ".es", ".en")},
}

SHOWN = (
    "admin",
    "manager",
    "coordinator",
    "trainer",
    "trainee.en",
    "trainee.fr",
    "trainee.ru",
    "trainee.es",
    "trainee.pt",
    "trainee.ar",
)
"""The accounts that a start prints."""


LEARNERS = (
    "peter.mwangi",
    *(name for name in SHOWN if name.startswith("trainee.")),
    "esther.mutua",
    "amelia.nhantumbo",
    "youssef.alami",
)
"""Who learns the course, each a little further than the one before."""

GRADUATES = ("faith.wambui", "brigitte.ngo", "daniyar.seitkali", "rosa.quispe", "helder.sitoe", "omar.khatib")
"""Who completed it: one in each language."""


def address(name: str) -> str:
    return f"{name}@example.org"


def _read(table: str) -> dict[str, Newcomer]:
    people = {}
    for line in table.strip().splitlines():
        name, full_name, country, language, audience, gender = (cell.strip() for cell in line.split("|"))
        people[name] = Newcomer(address(name), full_name, country, language, _AUDIENCES[audience], _GENDERS[gender])
    return people


def staff() -> dict[str, Newcomer]:
    """Everybody with a role, by the first part of their address."""
    return _read(_STAFF)


def trainees() -> dict[str, Newcomer]:
    return _read(_TRAINEES)
