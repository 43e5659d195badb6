"""The two choices of a true or false question whose file does not word them, in the six languages."""

TRUE = {"en": "True", "fr": "Vrai", "ru": "Верно", "es": "Verdadero", "pt": "Verdadeiro", "ar": "صواب"}
FALSE = {"en": "False", "fr": "Faux", "ru": "Неверно", "es": "Falso", "pt": "Falso", "ar": "خطأ"}
