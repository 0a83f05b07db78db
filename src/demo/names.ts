/** Words the invented people and companies are put together from. */
const words = (text: string) => text.trim().split(/\s*,\s*/);

export const girls = words(`Emma, Ida, Freja, Clara, Alma, Sofie, Laura, Mathilde, Josefine, Karla, Anna, Caroline, Maja, Frida, Signe,
  Asta, Lærke, Nanna, Astrid, Cecilie, Emilie, Katrine, Liva, Mille, Filippa, Thea, Victoria, Vigga, Silje, Rosa, Olivia, Isabella,
  Anne-Sofie, Anne Mette, Ida Marie, Maria-Louise, Ella Katrine, Bodil Kirstine, Åse, Ærna, Sørine, Fatima, Amina, Zahra, Aylin,
  Yasmin, Linh, Zofia, Oliwia, Noor, Hawa, Chloé`);
export const boys = words(`William, Noah, Oscar, Lucas, Victor, Malthe, Emil, Alfred, Carl, Valdemar, Aksel, Magnus, Frederik, Christian,
  Mikkel, Mads, Rasmus, Tobias, Jonas, Sebastian, Philip, Anton, Johan, Storm, Elias, Villads, Bertram, August, Søren, Jørgen, Bjørn,
  Åge, Carl Emil, Hans Peter, Karl-Johan, Jens-Kristian, Niels Christian, Ole Bjørn, Muhammad, Omar, Yusuf, Ali, Hamza, Minh, Jakub,
  Szymon, Ibrahim, Bilal, André, Jürgen, Luca`);
export const mothers = words(`Mette, Anne, Hanne, Lene, Charlotte, Pia, Camilla, Louise, Trine, Birgitte, Tina, Heidi, Dorthe, Anne-Marie,
  Gitte, Henriette, Rikke, Malene, Sanne, Ulla, Vibeke, Marianne, Ayşe, Nadia, Thi Hoa, Agnieszka, Samira, Åsa, Sørine, Maj-Britt`);
export const fathers = words(`Lars, Michael, Thomas, Henrik, Jesper, Martin, Kim, Brian, Claus, Torben, Søren, Morten, Allan, Kenneth, Ulrik,
  Jan Erik, Bo, Flemming, Carsten, Hans Jørgen, Steen, Mehmet, Ahmed, Van Duc, Piotr, Tariq, Åke, Niels-Ole, Jørn, Per`);
export const familyNames = words(`Nielsen, Jensen, Hansen, Pedersen, Andersen, Christensen, Larsen, Sørensen, Rasmussen, Jørgensen, Petersen,
  Madsen, Kristensen, Olsen, Thomsen, Christiansen, Poulsen, Johansen, Møller, Mortensen, Knudsen, Jakobsen, Mikkelsen, Frederiksen,
  Lund, Holm, Schmidt, Eriksen, Kristiansen, Simonsen, Clausen, Svendsen, Andreasen, Iversen, Jeppesen, Mogensen, Overgaard, Bech,
  Nørgaard, Kjær, Skov, Bjerregaard, Dahl, Østergaard, Ågård, Ravn, Krogh, Winther, Toft, Højgaard, Brandt, Bruun, Lauridsen, Vestergaard,
  Holm-Petersen, Lund-Jensen, Bay Hansen, Riis Møller, Kjær Sørensen, Skov-Nørgaard, af Birkeskov, von der Lyng`);
export const foreignFamilyNames = words(`Nguyen, Tran, Al-Hassan, El Amrani, Yılmaz, Demir, Khan, Ahmadi, Kowalska, Wiśniewski, Hussein, Mohamud,
  Petrović, Öztürk, Ben Salah, O'Brien, García López, Müller`);
export const streets = words(`Birkevej, Skolegade, Lyngbakken, Åvænget, Østergade, Møllevej, Kirkestræde, Søndergade, Havrevænget, Engtoften,
  Præstemarken, Gl. Landevej, Bøgealleen, Nørre Allé, Stationsvej, Ved Dammen, Grønnevang, Fasanvej, Rugmarken, Ågade`);
/** Post codes that are not in use, with towns that do not exist. */
export const towns: readonly [string, string][] = [
  ['8899', 'Birkelund'], ['8899', 'Birkelund'], ['8899', 'Birkelund'], ['8897', 'Nørre Lyngby Ådal'], ['8896', 'Østerholt'], ['8895', 'Sønder Ravnsø'],
];
export const companyNames = words(`Birkelund Tømrer & Snedker ApS, Østerholt Maskinfabrik A/S, Ravnsø Elteknik ApS, Lyngby Ådal Smede- og VVS I/S,
  Nordlyng Revision P/S, Café Ågade ApS, Birkelund Boghandel, Holt & Kjær Arkitekter A/S, Ådalens Dyreklinik ApS, Lyngens Andelsmejeri A.m.b.a.,
  Birkelund Svømmehal S/I, Grøn Omlægning Øst A/S, Ravn Transport & Spedition A/S, Sønderskovens Planteskole ApS, Fynbo og Søn Auto ApS,
  Birkelund Kulturhus Fond, Møllevejens Tandlæger I/S, Teknologigruppen Ådal A/S, Skolernes Indkøb F.M.B.A., Bøgealleens Børnehave S/I`);
