import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { HAN_MEI, LI_LEI, MEMBER, MINUTE, onEveryDatabase, type People, VISIT } from '../../support/people.ts'
import { HE, ZHOU } from '../../support/staff.ts'
import {
  ASKED_FOR,
  CALL,
  COMPLAINT,
  LANDLORD,
  LINK,
  liveTogether,
  NOTE,
  OWN_CARD,
  SECOND_CARD,
  SECOND_MOBILE,
} from './lives.ts'

const ask = async (people: People, caller: Parameters<People['pin']>[0], id = v7()) =>
  people.bank.personalData.tell(caller, { id, authorisation: { pin: await people.pin(caller, 'authorise') } })

onEveryDatabase('what the bank knows about me', (open) => {
  it('is all of it, in words, in either language, and nobody else in it by name', async () => {
    const people = await open()
    const { liLei, accounts } = await liveTogether(people)
    const told = await ask(people, liLei)
    expect(told).toMatchObject({ madeAt: people.clock.now(), institution: '迷你银行' })
    const section = (id: string) => told.sections.find((one) => one.id === id)?.records ?? []
    expect(section('identity')).toEqual([
      {
        姓名: LI_LEI.name,
        身份证号: LI_LEI.idNumber,
        身份证有效期至: '2035-05-15',
        手机号: LI_LEI.mobile,
        职业: '企业职员',
        住址地区代码: '110105',
        税收居民身份: '仅为中国税收居民',
        身份: '客户',
        第一次来访: '2026-11-23 10:00:00',
        最初经由的分享: LINK,
        成为客户: '2026-11-23 10:00:00',
        网点核实身份: '2026-11-23 10:00:00',
        核实网点: '朝阳支行',
      },
    ])
    expect(section('identifications')).toEqual([
      { 时间: '2026-11-23 10:00:00', 网点: '朝阳支行', 证件: '居民身份证', 核验方式: '读卡器', 结果: '通过' },
    ])
    expect(section('looks').map((one) => [one.场合, one.看到的信息])).toEqual([
      ['查看客户资料', '姓名、手机号、身份证号、核实情况、账户、绑定的卡、限制'],
      ['网点核实身份', '姓名、手机号、身份证号、身份证有效期'],
    ])
    expect(section('wechat')[0]).toMatchObject({ 微信用户标识: 'openid-li-lei-planted' })
    expect(section('accounts')).toEqual([
      expect.objectContaining({ 类别: 'III', 状态: '已销户', 销户时间: expect.stringMatching(/^2026-11-23 10:/) }),
      expect.objectContaining({ 账号: accounts[0].number, '余额（元）': '825.00', 状态: '正常' }),
    ])
    expect(section('cards')).toEqual([
      expect.objectContaining({ 卡号: OWN_CARD, '本行 I 类户': '是' }),
      expect.objectContaining({ 卡号: SECOND_CARD, 解绑时间: expect.stringMatching(/^2026-11-23 10:/) }),
      expect.objectContaining({ 卡号: LI_LEI.cardNumber, 开户行: '招商银行' }),
    ])
    const [first, second] = [LI_LEI.cardNumber, SECOND_CARD].map((number) => number.slice(-4))
    expect(section('card-changes').map((one) => [one.原卡尾号, one.新卡尾号])).toEqual([
      [second, first],
      [first, second],
    ])
    expect(section('mobile-changes').map((one) => [one.原手机号, one.新手机号, one.凭什么认出])).toEqual([
      [SECOND_MOBILE, LI_LEI.mobile, '身份证号'],
      [LI_LEI.mobile, SECOND_MOBILE, '身份证号'],
    ])
    expect(section('recoveries')).toEqual([expect.objectContaining({ 解除的微信数: '1' })])
    expect(section('verification').map((one) => [one.网络, one.经过, one.结果])).toContainEqual([
      '银联',
      '已答复',
      '一致，Ⅰ类户',
    ])
    expect(section('id-checks')).toEqual([expect.objectContaining({ 结果: '一致' })])
    expect(section('interbank')).toEqual([expect.objectContaining({ 查询行行号: MEMBER, 本行答复: '一致，Ⅱ类户' })])
    expect(section('movements').map((one) => [one.种类, one['金额（元）'], one.对方, one.附言])).toEqual([
      ['定期到账', '100.00', '安心存 三个月', '本金 100.00，利息 0.00'],
      ['存入定期', '-100.00', '安心存 三个月', undefined],
      ['转到银行卡', '-5.00', '**喜 中国建设银行（0014）', NOTE],
      ['收款', '30.00', '*梅', NOTE],
      ['转账', '-200.00', '*梅', NOTE],
      ['转入（绑定卡）', '1,000.00', expect.stringContaining('招商银行'), undefined],
    ])
    expect(section('transfers').map((one) => [one.方向, one.付款人, one.收款人])).toEqual([
      ['转出', '*雷', '*梅'],
      ['转入', '*梅', '*雷'],
      ['转出', '*雷', '*梅'],
    ])
    expect(section('core-transfers')).toEqual([
      expect.objectContaining({ '金额（元）': '7.00', 收款人: '*梅', 附言: NOTE, 结果: '已完成' }),
    ])
    expect(section('card-transfers')).toEqual([
      expect.objectContaining({ '金额（元）': '5.00', 收款人: '**喜', 卡号: '621700*********0014', 附言: NOTE }),
    ])
    expect(section('claim-payouts')).toEqual([expect.objectContaining({ '金额（元）': '5.00', 附言: NOTE })])
    expect(section('card-payees')).toEqual([expect.objectContaining({ 收款人: '**喜', 卡号: '621700*********0014' })])
    expect(section('payees')).toEqual([expect.objectContaining({ 收款人: '*梅', 付过款: '是' })])
    expect(section('complaints')[0]).toMatchObject({ 内容: COMPLAINT })
    expect(section('sessions')[0]).toMatchObject({ 设备: VISIT.device, 方式: '微信' })
    expect(section('closures')).toEqual([expect.objectContaining({ '退回金额（元）': '0.00', 结果: '已完成' })])
    expect(section('restrictions')).toEqual([expect.objectContaining({ 原因: '本人冻结' })])
    expect(section('message-permissions')).toEqual([
      expect.objectContaining({ 消息: '到账提醒', 您的回答: '允许', 开启: '是' }),
    ])
    expect(section('payment-requests')).toEqual([
      expect.objectContaining({ 事由: ASKED_FOR, '总额（元）': '90.00', 人数: '3', 状态: '收款中' }),
    ])
    expect(section('payment-request-shares')).toEqual([
      { '金额（元）': '30.00', 状态: '待付' },
      { '金额（元）': '30.00', 状态: '待付' },
    ])
    expect(section('links')).toEqual([expect.objectContaining({ 编号: LINK })])
    expect(told.sections.filter(({ records }) => records.length === 0)).toEqual([])

    const everything = JSON.stringify(told)
    for (const others of [
      HAN_MEI.name,
      HAN_MEI.mobile,
      HAN_MEI.idNumber,
      HAN_MEI.cardNumber,
      accounts[1].number,
      LANDLORD.cardNumber,
      LANDLORD.name,
    ])
      expect(everything).not.toContain(others)
    // Nor who of the staff, nor what they wrote down.
    for (const ofStaff of [CALL, ZHOU.name, ZHOU.subject, HE.name, HE.subject])
      expect(everything).not.toContain(ofStaff)
    // No secret and no key between banks either.
    expect(everything).not.toContain(liLei.token)
    expect(everything).not.toMatch(/\bA[0-9a-f]{12}\b/)

    const english = await ask(people, { ...liLei, language: 'en' })
    expect(english.sections.map(({ id }) => id)).toEqual(told.sections.map(({ id }) => id))
    const keys = english.sections.flatMap(({ title, about, records }) => [
      title,
      about,
      ...records.flatMap(Object.keys),
    ])
    expect(keys.filter((key) => /\p{Script=Han}/u.test(key))).toEqual([])
  })

  it('takes the PIN of whoever has one, for this and nothing else; a lost answer is had again for minutes', async () => {
    const people = await open()
    const { bank, clock } = people
    const { liLei } = await liveTogether(people)
    const bare = { id: v7(), authorisation: null }
    expect(await people.refusal(bank.personalData.tell(liLei, bare))).toMatchObject({ code: 'AUTHORISATION_INVALID' })
    const wrong = { id: v7(), authorisation: { pin: await people.pin(liLei, 'authorise', '147258') } }
    expect(await people.refusal(bank.personalData.tell(liLei, wrong))).toMatchObject({ code: 'PIN_WRONG' })

    const id = v7()
    const order = { kind: 'personal-data', orderId: id } as const
    const { token } = await bank.pins.authorise(liLei, { pin: await people.pin(liLei, 'authorise'), order })
    const forAnother = bank.personalData.tell(liLei, { id: v7(), authorisation: { token } })
    expect(await people.refusal(forAnother)).toMatchObject({ code: 'AUTHORISATION_INVALID' })
    const first = await bank.personalData.tell(liLei, { id, authorisation: { token } })
    expect((await bank.personalData.tell(liLei, { id, authorisation: { token } })).sections).toEqual(first.sections)
    clock.forward(5 * MINUTE)
    const late = bank.personalData.tell(liLei, { id, authorisation: { token } })
    expect(await people.refusal(late)).toMatchObject({ code: 'AUTHORISATION_INVALID' })
  })

  it('is told so many times a day, and a visitor is told what little there is', async () => {
    const people = await open()
    const { bank, clock } = people
    const visitor = await people.wechat('openid-of-a-visitor')
    const tell = () => bank.personalData.tell(visitor, { id: v7(), authorisation: null })
    const told = await tell()
    expect(told.sections.filter(({ records }) => records.length > 0).map(({ id }) => id)).toEqual([
      'identity',
      'wechat',
      'sessions',
    ])
    await tell()
    await tell()
    expect(await people.refusal(tell())).toMatchObject({ code: 'DATA_EXPORT_LIMIT', params: { max: 3 } })
    clock.forward(14 * 60 * MINUTE)
    expect((await tell()).sections).toHaveLength(told.sections.length)
  })
})
