"""What the columns of an invitation list are called, in the six languages and as people write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from people.countries import sort_key


class Field(StrEnum):
    EMAIL = "email"
    NAME = "name"
    """The whole name; beside a column of first names it is the family name, and the other way round."""

    FIRST = "first"
    LAST = "last"
    COUNTRY = "country"
    LANGUAGE = "language"
    AUDIENCE = "audience"
    GENDER = "gender"
    """Understood in order to be left out: a person declares it themselves, or nobody does."""


_WORDS: dict[Field, str] = {
    Field.EMAIL: """
        email, e-mail address, mail, mail address, work e-mail, official e-mail, contact e-mail, business e-mail, e-mails,
        email id, courriel, adresse courriel, adresse de courriel, adresse électronique, adresse e-mail, adresse mail, mél,
        courrier électronique, adresse de courrier électronique, courriel professionnel, почта, электронная почта,
        эл. почта, адрес электронной почты, адрес эл. почты, электронный адрес, адрес e-mail, имейл, емейл, мейл,
        correo, correo electrónico, dirección de correo, dirección de correo electrónico, dirección electrónica, correo-e,
        correio eletrónico, correio electrónico, correio eletrônico, endereço de correio eletrónico, endereço eletrónico,
        endereço de e-mail, endereço electrónico, البريد الإلكتروني, بريد إلكتروني, عنوان البريد الإلكتروني, البريد,
        الإيميل, إيميل, العنوان الإلكتروني, البريد الالكتروني الرسمي""",
    Field.NAME: """
        name, full name, names, participant, participant name, name of participant, name of the participant, name and surname,
        first and last name, name and first name, officer, name of officer, nominee, delegate, attendee, nom, nom complet,
        nom et prénom, nom et prénoms, nom prénom, prénom et nom, noms et prénoms, nom du participant, nom de la personne,
        имя и фамилия, фамилия и имя, фамилия имя, фамилия имя отчество, ф.и.о., полное имя, участник, имя участника,
        nombre, nombre completo, nombre y apellidos, nombres y apellidos, nombre y apellido, apellidos y nombre,
        apellidos y nombres, participante, nombre del participante, nome, nome completo, nome e apelido, nome e sobrenome,
        nome do participante, nome e apelidos, الاسم, الاسم الكامل, اسم المشارك, الاسم واللقب, الاسم الثلاثي, المشارك, اسم,
        name as on a certificate""",
    Field.FIRST: """
        first name, first names, given name, given names, forename, firstname, christian name, prénom, prénoms, имя,
        имя отчество, имя и отчество, nombres, primer nombre, nombre de pila, primeiro nome, nome próprio, nomes próprios,
        الاسم الأول, الاسم الشخصي""",
    Field.LAST: """
        last name, last names, surname, surnames, family name, family names, lastname, nom de famille, noms de famille,
        фамилия, apellido, apellidos, primer apellido, apelido, apelidos, sobrenome, último nome, nome de família, اللقب,
        اسم العائلة, الاسم الأخير, الكنية, النسب""",
    Field.COUNTRY: """
        country, country code, administration, customs administration, member, member administration, country of work, nation,
        country of the administration, iso, iso code, country name, pays, code pays, code du pays, administration douanière,
        pays de l’administration, membre, страна, код страны, администрация, таможенная администрация, таможенная служба,
        государство, país, código de país, código del país, administración, administración aduanera, administración de aduanas,
        miembro, código do país, administração, administração aduaneira, alfândega, membro, البلد, الدولة, رمز البلد, بلد,
        الإدارة الجمركية, إدارة الجمارك, الإدارة, الجمارك, العضو, دولة""",
    Field.LANGUAGE: """
        language, preferred language, languages, language of correspondence, working language, your language, langue,
        langue préférée, langue de travail, langue de correspondance, langues, votre langue, язык, предпочитаемый язык,
        рабочий язык, язык общения, ваш язык, idioma, idioma preferido, lengua, idioma de trabajo, su idioma, língua,
        língua preferida, idioma de correspondência, língua de trabalho, a sua língua, اللغة, اللغة المفضلة, لغة العمل, لغة,
        لغتك""",
    Field.AUDIENCE: """
        audience, category, target group, group, participant category, type of participant, public, catégorie,
        catégorie de participant, groupe, public cible, категория, категория участников, категория участника, аудитория,
        группа, público, categoría, grupo, tipo de participante, público objetivo, categoria, público-alvo, الفئة,
        فئة المشارك, المجموعة, الجمهور""",
    Field.GENDER: """
        gender, sex, m/f, f/m, male/female, genre, sexe, h/f, f/h, civilité, пол, género, sexo, h/m, m/h, gênero, género/sexo,
        الجنس, النوع الاجتماعي, النوع""",
}
_APART = re.compile(r"[/|(){}\[\],;:\n*]+")


def key_of(text: str) -> str:
    """Letters and digits alone, without case and marks: “E-mail *” and “EMAIL” are one."""
    return "".join(letter for letter in sort_key(text) if letter.isalnum())


@cache
def _fields() -> dict[str, Field]:
    return {key_of(word): field for field, words in _WORDS.items() for word in words.split(",")}


def field_of(heading: str) -> Field | None:
    """Of the whole heading, else of the first part of it that is understood: “Courriel / E-mail”, “Country (ISO)”."""
    fields = _fields()
    for part in (heading, *_APART.split(heading)):
        if found := fields.get(key_of(part)):
            return found
    return None


def understood(cells: Sequence[str]) -> int:
    """How many cells of a row are headings; none where no address can be."""
    fields = [field_of(cell) for cell in cells if 0 < len(cell) <= 80]
    return len({field for field in fields if field}) if Field.EMAIL in fields else 0
