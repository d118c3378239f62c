import { open, type PageName } from '../../lib/pages.ts'
import { currentMe, type Me, signInByWechat } from '../../lib/session.ts'

/**
 * From the product towards the deposit: signs in where WeChat can do that without a question, and who has no account yet
 * opens one first and comes back to the product. Where only the person can sign in, the deposit's page asks them to.
 */
export async function buy(productId: string, amount: number): Promise<void> {
  let me: Me | null = currentMe()
  if (!me) me = await signInByWechat({ asked: true }).catch(() => null)
  const page: PageName = me?.stage === 'visitor' ? 'bind' : 'deposit'
  open(page, { product: productId, ...(page === 'deposit' ? { amount: String(amount) } : {}) })
}
