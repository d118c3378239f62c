export const ariaAttributes: Readonly<Record<string, Readonly<Record<string, string>>>>
