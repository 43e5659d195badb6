import { country, languageName, t } from "../i18n";
import { team } from "../room/store";
import { roleName } from "../trainee/Chat";
import { Face } from "../ui/Face";

/** Who teaches, with what they speak. */
export function Teachers() {
  if (!team.value.length) return null;
  return (
    <section class="card" aria-labelledby="teachers">
      <header>
        <h2 id="teachers">{t("Who teaches")}</h2>
      </header>
      <ul class="stack" role="list">
        {team.value.map(({ person, roles, spoken_language }) => {
          const facts = [
            roles[0] ? roleName(roles[0]) : "",
            country(person.country),
            spoken_language ? t("speaks {language}", { language: languageName(spoken_language) }) : "",
          ].filter(Boolean);
          return (
            <li key={person.id} class="row still">
              <Face person={person} lead />
              <p>
                <b>
                  <bdi>{person.name}</bdi>
                </b>
                <br />
                <span class="hush">{facts.join(" · ")}</span>
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
