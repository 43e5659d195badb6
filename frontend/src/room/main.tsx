import { render } from "preact";

const place = document.getElementById("room");
if (place) {
  render(<p role="status" class="skeleton" />, place);
}
