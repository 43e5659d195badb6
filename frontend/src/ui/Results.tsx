export { Results } from "./results/Results";
