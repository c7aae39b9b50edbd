/**
 * Headings of Moodle's offline grading worksheet, in languages that courses use.
 *
 * @module
 */

/** Columns that matter here. */
export type MoodleColumn =
  | "identifier"
  | "name"
  | "idNumber"
  | "email"
  | "grade"
  | "maximum"
  | "locked"
  | "feedback";

/** Known headings, lower case. */
export const moodleHeadings: Readonly<Record<MoodleColumn, readonly string[]>> = {
  identifier: [
    ...["identifier", "identifiant", "identificador", "id", "identifikator"],
    ...["識別碼", "識別號", "識別代碼", "編號", "标识符", "标识", "識別子", "식별자"],
  ],
  name: [
    ...["full name", "nom complet", "nombre completo", "vollständiger name"],
    ...["全名", "姓名", "フルネーム", "氏名", "성명", "이름"],
  ],
  idNumber: [
    ...["id number", "numéro d'identification", "número de id", "id-nummer"],
    ...["學號", "學號/員工編號", "识别号", "学号", "身份號碼", "idナンバー", "학번"],
  ],
  email: [
    ...["email address", "email", "e-mail address", "adresse de courriel"],
    ...["dirección de correo", "dirección email", "dirección de correo electrónico"],
    ...["e-mail-adresse", "電子郵件", "電子郵件信箱", "電子郵件位址", "電子郵件地址"],
    ...["电子邮件地址", "电子邮件", "メールアドレス", "이메일 주소", "이메일"],
  ],
  grade: [
    ...["grade", "note", "calificación", "bewertung", "nota", "cijfer"],
    ...["成績", "成绩", "分數", "评分", "評分", "評点", "성적"],
  ],
  maximum: [
    ...["maximum grade", "note maximale", "calificación máxima", "bestwertung"],
    ...["最高成績", "最高分", "最高分數", "满分", "最高成绩", "最大評点", "최대 성적"],
  ],
  locked: [
    ...["grade can be changed", "la note peut être modifiée"],
    ...["la calificación puede ser cambiada", "bewertung kann geändert werden"],
    ...["成績可以改變", "成績可被更改", "可以變更成績", "成绩可以更改", "评分可以被更改"],
    ...["評点を変更できる", "성적을 변경할 수 있음"],
  ],
  feedback: [
    ...["feedback comments", "feedback par commentaires", "feedback als kommentar"],
    ...["comentarios de retroalimentación", "feedback", "retroalimentación"],
    ...[
      "回饋評論",
      "回饋意見",
      "評語",
      "回饋",
      "反馈评论",
      "反馈意见",
      "フィードバックコメント",
    ],
    ...["피드백 댓글"],
  ],
};

/** Cells that mean no. */
export const moodleNo = /^(?:no|non|nein|否|不|不可|いいえ|아니오|아니요)$/i;
