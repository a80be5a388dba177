// Where synthetic programs lie: countries, how many of all programs each gets, and the languages they work in. The shares
// follow no count of real services; they make some countries crowded and many sparse, as a real map is.

/** @type {{ code: string, weight: number, languages: string[] }[]} */
export const COUNTRIES = `
AE 4 ar en|AR 20 es|AT 14 de|AU 34 en|BE 16 nl fr|BG 6 bg|BO 4 es|BR 44 pt|CA 40 en fr|CH 16 de fr it|CL 14 es|CN 70 zh
CO 18 es|CR 6 es|CU 5 es|CY 3 el|CZ 10 cs|DE 60 de|DK 10 da|EC 8 es|EE 3 et|EG 8 ar|ES 60 es|ET 2 am|FI 10 fi sv|FJ 2 en
FR 56 fr|GB 96 en|GH 3 en|GR 16 el|GT 4 es|HK 8 zh en|HR 6 hr|HU 10 hu|ID 10 id|IE 18 en|IN 26 en hi|IR 8 fa|IS 2 is
IT 52 it|JO 3 ar|JP 80 ja|KE 3 en sw|KR 24 ko|KW 3 ar|LB 4 ar fr|LT 4 lt|LU 2 fr de|LV 3 lv|MA 3 ar fr|MT 2 mt en|MX 34 es
MY 12 ms en|NG 4 en|NL 44 nl|NO 14 nb|NZ 22 en|OM 2 ar|PA 3 es|PE 10 es|PH 10 en|PK 6 ur en|PL 22 pl|PT 20 pt|QA 3 ar
RO 8 ro|RS 5 sr|RU 26 ru|SA 8 ar|SE 20 sv|SG 12 en zh|SI 5 sl|SK 5 sk|TH 22 th|TN 3 ar fr|TR 18 tr|TW 40 zh|UA 6 uk|US 90 en
UY 4 es|VE 4 es|VN 8 vi|ZA 8 en af
`
  .split(/[|\n]/)
  .filter(Boolean)
  .map((entry) => {
    const [code = '', weight, ...languages] = entry.split(' ');
    return { code, weight: Number(weight), languages };
  });
