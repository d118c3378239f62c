/** The `wx` object: what is modelled answers, what is documented but not modelled fails by its name. */
import type { MiniProgram } from '../engine/mini-program.ts'
import { type Member, tell } from './answer.ts'
import { bars } from './bars.ts'
import { pictures } from './canvas.ts'
import { clipboardAndDevice } from './device.ts'
import { documentedNames } from './documented.ts'
import { documents } from './files.ts'
import { identity } from './identity.ts'
import { interaction } from './interaction.ts'
import { lifecycle } from './lifecycle.ts'
import { media } from './media.ts'
import { navigation } from './navigation.ts'
import { queries } from './queries.ts'
import { network } from './request.ts'
import { sharing } from './share.ts'
import { storage } from './storage.ts'
import { subscription } from './subscribe.ts'
import { systemInformation } from './system.ts'

export function createWx(program: MiniProgram): unknown {
  const members: Record<string, Member> = {
    ...navigation(program),
    ...network(program),
    ...storage(program),
    ...identity(program),
    ...sharing(program),
    ...clipboardAndDevice(program),
    ...interaction(program),
    ...bars(program),
    ...systemInformation(program),
    ...lifecycle(program),
    ...subscription(program),
    ...queries(program),
    ...pictures(program),
    ...media(program),
    ...documents(program),
  }
  const documented = new Set(documentedNames)
  members.canIUse = ((schema: string) => {
    const [name = ''] = String(schema).split('.')
    return name in members || isComponent(name)
  }) as Member
  const target: Record<string, unknown> = { ...members, env: { USER_DATA_PATH: 'wxfile://usr' } }
  const read = new Set<string>()
  return new Proxy(target, {
    get(own, name) {
      if (typeof name !== 'string' || name in own || !documented.has(name)) return own[name as string]
      if (!read.has(name)) {
        read.add(name)
        tell(program, name, '', false)
      }
      own[name] = absent(program, `wx.${name}`)
      return own[name]
    },
  })
}

/** Stands where a member would be: reading it is harmless, calling it or its own members fails by name. */
function absent(program: MiniProgram, name: string): unknown {
  const fail = () => {
    tell(program, name, `${name} is not modelled by this simulator`, false)
    throw new Error(`${name} is not modelled by this simulator`)
  }
  return new Proxy(fail, {
    get: (own, member) =>
      typeof member === 'string' && !(member in own) ? absent(program, `${name}.${member}`) : Reflect.get(own, member),
  })
}

const COMPONENTS =
  'view text button input textarea scroll-view swiper picker picker-view checkbox radio switch form label image icon progress rich-text navigator page-meta cover-view canvas'.split(
    ' ',
  )

function isComponent(name: string): boolean {
  return COMPONENTS.includes(name)
}
