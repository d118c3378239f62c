export const GATEWAY: readonly string[]
