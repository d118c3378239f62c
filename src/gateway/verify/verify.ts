/**
 * verify/: the public page on which whoever holds a receipt learns whether it is genuine, at `/verify`. No session, no
 * script; what it asks stands in the address, as the QR code of a receipt has it. It calls the bank once a check.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Bank } from '../../bank/bank.ts'
import { BankError } from '../../bank/errors.ts'
import { parseYuan } from '../../contract/money.ts'
import { languageOf } from '../language.ts'
import type { Rates } from '../rate.ts'
import { visitOf } from '../session.ts'
import { POLICY, type Shown, verifyPage } from './html.ts'

const LONGEST = { code: 40, amount: 20, last4: 4 } as const

interface VerifyParts {
  readonly bank: Bank
  readonly rates: Rates
}

/** To be registered as a plugin. */
export const verifyRoutes =
  ({ bank, rates }: VerifyParts) =>
  async (server: FastifyInstance): Promise<void> => {
    server.get(
      '/verify',
      { schema: { hide: true } as object, exposeHeadRoute: false, onRequest: rates.usual },
      async (request, reply) => {
        const asked = askedBy(request)
        const outcome = await outcomeOf(bank, request, asked)
        const { name, nameEn, servicePhone } = bank.institution()
        const shown = { ...asked, institution: asked.language === 'zh' ? name : nameEn, servicePhone, outcome }
        reply
          .status(outcome === 'often' ? 429 : 200)
          .type('text/html; charset=utf-8')
          .headers({
            'cache-control': 'no-store',
            'content-security-policy': POLICY,
            'content-language': asked.language,
            'x-robots-tag': 'noindex',
          })
        return verifyPage(shown)
      },
    )
  }

type Asked = Pick<Shown, 'language' | 'code' | 'amount' | 'last4'>

function askedBy(request: FastifyRequest): Asked {
  const query = request.query as Record<string, unknown>
  const read = (name: keyof typeof LONGEST): string => {
    const value = query[name]
    return typeof value === 'string' ? value.trim().slice(0, LONGEST[name]) : ''
  }
  const language =
    query.lang === 'zh' || query.lang === 'en' ? query.lang : languageOf(request.headers['accept-language'])
  return { language, code: read('code'), amount: read('amount'), last4: read('last4') }
}

async function outcomeOf(bank: Bank, request: FastifyRequest, asked: Asked): Promise<Shown['outcome']> {
  const { code, amount, last4 } = asked
  if (code === '' && amount === '' && last4 === '') return 'asking'
  const yuan = parseYuan(amount)
  const given = {
    ...('fen' in yuan ? { amount: yuan.fen } : {}),
    ...(/^\d{4}$/.test(last4) ? { last4 } : {}),
  }
  if (code === '' || Object.keys(given).length === 0) return 'missing'
  try {
    const { receipt } = await bank.receipts.check({ code, ...given }, visitOf(request))
    return receipt ?? 'forged'
  } catch (error) {
    if (error instanceof BankError && error.code === 'RECEIPT_CHECK_LIMIT') return 'often'
    throw error
  }
}
