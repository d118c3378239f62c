import type { Town } from './town.ts'

/** 李雷 with an amount (fen) from his card, and 陈华, whom he has found and named to the bank. */
export async function twoFriends(town: Town, amount: number) {
  const [liLei, chenHua] = [await town.settle('李雷'), await town.settle('陈华')]
  await town.topUp(liLei, amount)
  return { liLei, chenHua, toChen: await town.payeeOf(liLei, chenHua) }
}
