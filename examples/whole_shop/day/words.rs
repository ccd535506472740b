//! Who works in the shop, and what people of three languages are called and write.

/// Everybody who can be given a contact: team, languages, shift, and how many conversations at once
/// the shop gives them.
pub(crate) const CREW: &str = "
    niamh front_desk en,es,fr early 8
    tunde front_desk en,es,fr late 8
    rhys front_desk en,es,fr early 8
    carmen front_desk en,es,fr early 8
    mateo front_desk en,es,fr late 8
    lucia front_desk en,es,fr late 8
    aminata front_desk en,es,fr early 8
    etienne front_desk en,es,fr late 8
    fiona sales en early 99
    callum sales en day 4
    priya sales en late 99
    joel sales en late 99
    pilar sales es early 99
    andres sales es late 99
    ximena sales es day 4
    margaux sales fr early 99
    ousmane sales fr late 99
    solene sales fr day 99
    gareth support en early 99
    shauna support en late 99
    imogen support en day 5
    javier support es early 99
    noelia support es late 99
    bastien support fr early 99
    fatou support fr late 99
    owen orders en,es,fr early 7
    marisol orders en,es,fr early 7
    ruben orders en,es,fr day 7
    clemence orders en,es,fr day 7
    kofi orders en,es,fr late 7
    agnes orders en,es,fr late 7
    bronagh billing en,es,fr early 99
    ignacio billing en,es,fr day 99
    delphine billing en,es,fr late 99
    samuel billing en,es,fr late 5
    isolde personal en,es,fr day 99
    alejandra personal en,es,fr early 99
    thibault personal en,es,fr late 99";

/// What people of a language are called and write. Where there is a choice, it stands behind `|`.
pub(crate) struct Tongue {
    pub(crate) code: &'static str,
    /// How their phone numbers begin; three digits follow.
    pub(crate) phone: &'static str,
    pub(crate) first: &'static str,
    pub(crate) last: &'static str,
    pub(crate) hello: &'static str,
    /// How the question for a language is answered.
    pub(crate) chosen: &'static str,
    /// How the question for a topic is answered.
    pub(crate) buy: &'static str,
    pub(crate) order: &'static str,
    pub(crate) problem: &'static str,
    pub(crate) bill: &'static str,
    /// What answers no question.
    pub(crate) wrong: &'static str,
    pub(crate) asks: &'static str,
    pub(crate) replies: &'static str,
    pub(crate) thanks: &'static str,
    pub(crate) blames: &'static str,
    pub(crate) stop: &'static str,
}

pub(crate) static ENGLISH: Tongue = Tongue {
    code: "en",
    phone: "+447700900",
    first: "Ada|Aisling|Ben|Chidi|Dilys|Ewan|Freya|Grace|Hamish|Ife|Jaya|Moira|Owain|Zadie",
    last: "Baker|Byrne|Chowdhury|Davies|Eze|Fraser|Hughes|Kaur|Murray|O'Neill|Reeves|Walsh",
    hello: "Hello|Hi, anybody there?|Good day!|hi|Is the round table still there?|Quick question",
    chosen: "1|English|en|eng|1.",
    buy: "1|Buy|buy something|1.",
    order: "2|My order|my o|2",
    problem: "3|A problem|a|3.",
    bill: "4|My bill|my b|4",
    wrong: "my|the blue one|a person please|?|help",
    asks: "Is it solid oak?|How wide is it?|Could you send a picture?|When would it arrive?|\
           And if it does not fit?|It has a scratch.|Can I pay in two parts?",
    replies: "From our own workshop.|One moment, I am looking.|Ninety centimetres.|\
              I have sent you the details.|Next week, most likely.|We collect it free of charge.",
    thanks: "Thanks!|Great, thank you|👍",
    blames: "Nobody knew anything about my lamp.|Three weeks for one rug.|I had to tell it twice.",
    stop: "STOP|stop|Unsubscribe",
};

pub(crate) static SPANISH: Tongue = Tongue {
    code: "es",
    phone: "+34600000",
    first: "Alba|Beatriz|César|Dolores|Emilio|Graciela|Íñigo|Jimena|Lautaro|Marisa|Nuria|Óscar|Rosa",
    last: "Aguirre|Benítez|Cano|Esteve|Fuentes|Lagos|Muñoz|Núñez|Paredes|Quispe|Soler|Vidal",
    hello: "Hola|Buenas, ¿hay alguien?|¡Buenos días!|hola|¿Queda la mesa redonda?|Una pregunta",
    chosen: "2|Español|esp|español|2.",
    buy: "1|Comprar|comprar algo|1.",
    order: "2|Mi pedido|mi p|2",
    problem: "3|Un problema|un|3.",
    bill: "4|Mi factura|mi f|4",
    wrong: "mi|la azul|una persona, por favor|¿?|ayuda",
    asks: "¿Es roble macizo?|¿Cuánto mide?|¿Me mandas una foto?|¿Cuándo llegaría?|¿Y si no cabe?|\
           Tiene un rasguño.|¿Puedo pagar en dos veces?",
    replies: "De nuestro taller.|Un momento, lo miro.|Noventa centímetros.|\
              Te he enviado los detalles.|La semana que viene.|Lo recogemos gratis.",
    thanks: "¡Gracias!|Perfecto, gracias|👍",
    blames: "Nadie sabía nada de mi lámpara.|Tres semanas para una alfombra.|Lo conté dos veces.",
    stop: "BAJA|baja|¡Baja!",
};

pub(crate) static FRENCH: Tongue = Tongue {
    code: "fr",
    phone: "+33639980",
    first: "Amadou|Anaïs|Benoît|Camille|Élodie|Fanta|Gaël|Inès|Jean-Luc|Léna|Maëlle|Noé|Océane|Yann",
    last: "Bouchard|Cissé|Delmas|Fabre|Guérin|Keïta|Lacroix|Marchand|Nguyen|Picard|Renaud|Sarr",
    hello: "Bonjour|Il y a quelqu'un ?|Salut !|bonjour|La table ronde est encore là ?|Une question",
    chosen: "3|Français|fra|français|3)",
    buy: "1|Acheter|acheter|1)",
    order: "2|Ma commande|ma c|2",
    problem: "3|Un problème|un|3)",
    bill: "4|Ma facture|ma f|4",
    wrong: "ma|la bleue|une personne, s'il vous plaît|??|aide",
    asks: "C'est du chêne massif ?|Quelle largeur ?|Vous avez une photo ?|Elle arriverait quand ?|\
           Et si elle ne passe pas ?|Elle est rayée.|Je peux payer en deux fois ?",
    replies: "De notre atelier.|Un instant, je regarde.|Quatre-vingt-dix centimètres.|\
              Je vous ai tout envoyé.|La semaine prochaine.|Nous la reprenons sans frais.",
    thanks: "Merci !|Parfait, merci|👍",
    blames: "Personne ne savait rien de ma lampe.|Trois semaines pour un tapis.|Trop lent.",
    stop: "ARRET|Arrêt|arret",
};
