// Areas of a picture drawn with a mouse, a pen or a finger: what is drawn is written into the row's numbers, in percent, and
// what is typed there is drawn. Without scripts, and by keyboard, the numbers work alone.
const SVG = "http://www.w3.org/2000/svg";

for (const figure of document.querySelectorAll("[data-areas]")) {
  const image = figure.querySelector("img");
  const board = document.createElementNS(SVG, "svg");
  board.setAttribute("aria-hidden", "true");
  figure.append(board);
  const inputs = [...document.querySelectorAll("input[data-coords]")];
  const shapes = inputs.map((input) => document.getElementById(input.id.replace(/_coords$/, "_shape")));
  let current = Math.max(0, inputs.findIndex((input) => !input.value));
  let begun = null;

  const numbers = (input) => {
    const words = input.value.replace(/[;%]/g, " ").trim().split(/\s+/).filter(Boolean);
    const found = words.map((word) => Number(word.replace(/,$/, "").replace(",", ".")));
    return found.every(Number.isFinite) ? found : [];
  };
  const size = () => [board.clientWidth || image.width, board.clientHeight || image.height];
  const part = (name, values, index) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(values)) element.setAttribute(key, String(value));
    if (index === current) element.setAttribute("class", "on");
    board.append(element);
  };

  function draw() {
    const [wide, high] = size();
    board.setAttribute("viewBox", `0 0 ${wide} ${high}`);
    board.replaceChildren();
    inputs.forEach((input, index) => {
      const n = numbers(input);
      const x = (value) => (value * wide) / 100;
      const y = (value) => (value * high) / 100;
      const shape = shapes[index].value;
      if (shape === "rect" && n.length === 4) {
        part("rect", { x: x(n[0]), y: y(n[1]), width: Math.max(0, x(n[2] - n[0])), height: Math.max(0, y(n[3] - n[1])) }, index);
      } else if (shape === "circle" && n.length === 3) {
        part("circle", { cx: x(n[0]), cy: y(n[1]), r: Math.max(0, x(n[2])) }, index);
      } else if (shape === "poly" && n.length >= 2) {
        const points = n.map((value, at) => (at % 2 ? y(value) : x(value))).slice(0, n.length - (n.length % 2));
        part("polygon", { points: points.join(" ") }, index);
      } else return;
      part("text", { x: x(n[0]) + 4, y: y(n[1]) + 16 }, index);
      board.lastChild.textContent = String(index + 1);
    });
  }

  const at = (event) => {
    const box = board.getBoundingClientRect();
    const share = (value, whole) => Math.round(Math.min(100, Math.max(0, (value / whole) * 100)) * 10) / 10;
    return [share(event.clientX - box.left, box.width), share(event.clientY - box.top, box.height)];
  };
  const write = (values) => {
    inputs[current].value = values.map((value) => Math.round(value * 10) / 10).join(" ");
    draw();
  };

  board.addEventListener("pointerdown", (event) => {
    if (!inputs.length) return;
    event.preventDefault();
    if (shapes[current].value === "poly") {
      write([...numbers(inputs[current]), ...at(event)]);
      return;
    }
    begun = at(event);
    board.setPointerCapture(event.pointerId);
  });
  board.addEventListener("pointermove", (event) => {
    if (!begun) return;
    const now = at(event);
    if (shapes[current].value === "circle") {
      const [wide, high] = size();
      const away = Math.hypot(now[0] - begun[0], ((now[1] - begun[1]) * high) / wide);
      write([...begun, Math.max(0.5, away)]);
    } else {
      write([Math.min(begun[0], now[0]), Math.min(begun[1], now[1]), Math.max(begun[0], now[0]), Math.max(begun[1], now[1])]);
    }
  });
  for (const name of ["pointerup", "pointercancel"]) board.addEventListener(name, () => { begun = null; });

  // The row that is being drawn: chosen by a button in it, or by writing its numbers.
  inputs.forEach((input, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small";
    button.textContent = `${figure.dataset.areas} ${index + 1}`;
    input.after(button);
    const choose = () => {
      current = index;
      for (const [place, other] of buttons.entries()) other.setAttribute("aria-pressed", String(place === current));
      draw();
    };
    button.addEventListener("click", () => {
      choose();
      figure.scrollIntoView({ block: "nearest" });
    });
    input.addEventListener("focus", choose);
    input.addEventListener("input", draw);
    shapes[index].addEventListener("change", () => {
      input.value = "";
      choose();
    });
  });
  const buttons = inputs.map((input) => input.nextElementSibling);
  buttons[current]?.setAttribute("aria-pressed", "true");
  if (image.complete) draw();
  image.addEventListener("load", draw);
  window.addEventListener("resize", draw);
}
