/** Money sent by a card. */
import { type Entry, entry } from './entry.ts'

export const CLAIMABLE_ERRORS = {
  // Making one
  CLAIMABLE_SHARES: entry(
    422,
    'changed',
    '一张卡片最多分 {max} 份；指定给一个人时只能是一份',
    'A card has at most {max} shares, and one alone when it is for a certain person',
  ),
  CLAIMABLE_MOBILE_NEEDED: entry(422, 'changed', '请填写对方的手机号', 'Enter the mobile number of whom it is for'),
  CLAIMABLE_FIRST_LIMIT: entry(
    422,
    'changed',
    '谁先打开谁领的卡片，每份最多 {max} 元。更大的金额请指定对方，或由您确认后再到账',
    'A share that whoever comes first may claim is {max} CNY at most. For more, name the person or confirm who asks',
  ),
  CLAIMABLE_REPORTED: entry(
    422,
    'changed',
    '对方被多人举报过，可能是骗子，不能用卡片给对方转钱。钱没有动，请先核对号码和对方是谁',
    'Several people have reported them, who may be a fraud: no card can pay them. No money moved. Check the number and who it is',
  ),
  CLAIMABLE_DAY_LIMIT: entry(
    429,
    'later',
    '今天发出的转账卡片已到上限，请明天再发，或按手机号转账',
    'You have sent as many cards as a day allows. Try tomorrow, or pay by mobile number',
  ),
  CLAIMABLE_ANSWERED: entry(
    409,
    'never',
    '这个人的请求已经处理过了，刷新看看最新情况',
    'This request has been answered. Look at the card again',
  ),
  CLAIMANT_CANNOT_RECEIVE: entry(
    422,
    'later',
    '对方的账户现在不能收款。可以等一会儿再确认，或收回后按手机号转账',
    'This person cannot receive now. Confirm later, or take the money back and pay another way',
  ),

  // Claiming
  CLAIMABLE_UNKNOWN: entry(
    404,
    'never',
    '找不到这张转账卡片。请让对方重新发一次',
    'There is no such card. Ask the sender to send it again',
  ),
  CLAIMABLE_TAKING: entry(
    409,
    'later',
    '这笔钱正在转到领取人的银行卡，结果还没出来。请过一会儿再看',
    'This money is on its way to the bank card of who claimed it. Look again in a while',
  ),
  CLAIMABLE_CLAIMED: entry(409, 'never', '这张卡片里的钱已经领完了', 'All of this card has been claimed'),
  CLAIMABLE_TAKEN_BACK: entry(
    409,
    'never',
    '付款人已经收回了这笔钱。如有需要，请对方重新发',
    'The sender has taken the money back. Ask them to send it again',
  ),
  CLAIMABLE_EXPIRED: entry(
    409,
    'never',
    '这张卡片过了领取时间，钱已退回付款人。请对方重新发',
    'The time to claim is over and the money went back. Ask the sender to send it again',
  ),
  CLAIMABLE_OWN: entry(
    422,
    'never',
    '这是您自己发的卡片，不能自己领。想拿回来，请用“收回”',
    'This card is your own. To have the money back, take it back',
  ),
  CLAIMABLE_FOR_ANOTHER: entry(
    422,
    'never',
    '这张卡片指定了别人领取。如果是发给您的，请让付款人核对手机号后重新发',
    'This card is for somebody else. If it is meant for you, ask the sender to check your mobile number',
  ),
  CLAIMABLE_CLAIMED_BEFORE: entry(
    409,
    'never',
    '您已经领过这张卡片，钱在您的账户里',
    'You have claimed from this card; the money is on your account',
  ),
  CLAIMABLE_ASKED_BEFORE: entry(
    409,
    'never',
    '您已经请付款人确认了，确认后钱会直接到账',
    'You have asked. Once the sender confirms, the money comes at once',
  ),
  CLAIMABLE_DECLINED: entry(
    422,
    'never',
    '付款人没有同意这次领取。如有疑问，请直接问问对方',
    'The sender did not agree. Ask them directly',
  ),
  CLAIMABLE_ASKS_LIMIT: entry(
    409,
    'never',
    '已经有很多人请付款人确认了，请直接联系对方',
    'Too many people have asked already. Talk to the sender',
  ),
  CLAIMABLE_PAUSED: entry(
    422,
    'later',
    '这张卡片现在领不了，请联系付款人',
    'This card cannot be claimed now. Talk to the sender',
  ),
  CLAIM_ACCOUNT_NEEDED: entry(
    422,
    'changed',
    '领取前请先开一个账户，轻账户几分钟就能开好',
    'To claim, open an account first: a light account takes a few minutes',
  ),
  CLAIM_TOPUP_NEEDED: entry(
    422,
    'changed',
    '您的账户还不能收别人的钱。先从绑定的银行卡转入任意一笔，马上就能领',
    'Your account cannot receive from others yet. Bring any amount in from your bound card, then claim',
  ),
  CLAIM_BRANCH_NEEDED: entry(
    422,
    'changed',
    '您的账户还不能收别人的钱。可以再开一个轻账户来领，或带身份证到任一网点核实身份',
    'Your account cannot receive from others yet. Open a light account to claim with, or show your ID card at any branch',
  ),
  CLAIM_LIMIT: entry(
    422,
    'later',
    '领了会超过您账户的收款限额或余额上限。可以先转出一些或升级账户，也可以明天在到期前再领',
    'It would pass what your account may receive or hold. Move some money out or go up a class, or claim tomorrow before the card ends',
  ),

  // Closing an account
  CLOSURE_CLAIMABLES: entry(
    409,
    'changed',
    '您发出的转账卡片还没领完。请先收回，或等它领完、到期退回，再注销账户',
    'A card that you sent is still open. Take it back, or wait until it is claimed or returns, then close the account',
  ),
} as const satisfies Readonly<Record<string, Entry>>
