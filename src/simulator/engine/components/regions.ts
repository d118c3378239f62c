/** Provinces, cities and districts for the region picker. */
export interface Region {
  name: string
  /** Six digits, GB/T 2260. */
  code: string
  inside: Region[]
}

export const REGIONS: Region[] = []
