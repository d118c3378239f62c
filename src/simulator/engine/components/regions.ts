/** Provinces, cities and districts for the region picker. Loaded when the first such picker opens. */
import { areaList } from '@vant/area-data'

export interface Region {
  name: string
  /** Six digits, GB/T 2260. */
  code: string
  inside: Region[]
}

/** A code's first two digits are the province, the next two the city, the last two the district. */
function within(list: Record<string, string>, digits: number, parent: string): Region[] {
  return Object.entries(list)
    .filter(([code]) => code.startsWith(parent))
    .map(([code, name]) => ({
      name,
      code,
      inside:
        digits === 2
          ? within(areaList.city_list, 4, code.slice(0, 2))
          : digits === 4
            ? within(areaList.county_list, 6, code.slice(0, 4))
            : [],
    }))
}

export const REGIONS: Region[] = within(areaList.province_list, 2, '')
