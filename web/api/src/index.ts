export * from "./problem";
export * from "./draft";
export { http, type Query } from "./http";
