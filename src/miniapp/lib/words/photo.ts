export const photo = {
  'photo.head': ['拍照填写，少打字', 'Take photos, type less'],
  'photo.face': ['身份证人像面', 'ID card: the side with the face'],
  'photo.emblem': ['身份证国徽面', 'ID card: the side with the emblem'],
  'photo.card': ['银行卡有卡号的一面', 'Bank card: the side with the number'],
  'photo.take': ['拍照', 'Take'],
  'photo.reading': ['正在识别', 'Reading'],
  'photo.read': ['已填入', 'Filled in'],
  'photo.note': [
    '照片加密发去识别文字，识别完就丢弃，不保存。不想拍也可以直接填',
    'A photo is sent encrypted to be read and then thrown away, never stored. You may just as well type',
  ],
} as const
