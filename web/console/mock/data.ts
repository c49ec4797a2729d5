// Generated data for development and component tests. Nothing here reaches the build.
export * from "./office";
export * from "./parties";
export * from "./payments";
export { id } from "./seed";
export * from "./keys";
