// The build turns style sheets into the platform's own; to TypeScript they are imports without a value.
declare module '*.scss'
