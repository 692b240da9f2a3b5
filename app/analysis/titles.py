"""Words that go with names: titles, roles, what they say of gender, and well-known short forms."""

from __future__ import annotations

from app.analysis.wordlists import listed

MALE = "m"
FEMALE = "f"

COURTESY: dict[str, str] = {
    "mr": MALE, "mister": MALE, "sir": MALE, "lord": MALE, "mrs": FEMALE, "ms": FEMALE,
    "miss": FEMALE, "lady": FEMALE, "dame": FEMALE, "madam": FEMALE, "mme": FEMALE,
    "dr": "", "prof": "", "rev": "", "hon": "", "st": "", "mx": "",
}  # fmt: skip

ABBREVIATED: dict[str, str] = {
    "gov": "governor", "sen": "senator", "rep": "representative", "pres": "president",
    "gen": "general", "lt": "lieutenant", "col": "colonel", "sgt": "sergeant", "capt": "captain",
    "adm": "admiral", "maj": "major", "cmdr": "commander", "prof": "professor", "dr": "doctor",
    "rev": "reverend", "supt": "superintendent", "det": "detective", "insp": "inspector",
    "cllr": "councillor", "atty": "attorney", "ag": "attorney", "amb": "ambassador", "pc": "constable", "cpl": "corporal",
    "sec": "secretary", "hon": "honourable", "pm": "minister", "ceo": "executive",
    "cfo": "officer", "mp": "member", "msp": "member", "mep": "member", "vp": "president",
}  # fmt: skip

AFTER_NAMES = listed("jr sr ii iii iv qc kc mp msp mep phd md esq cbe obe mbe")

# Head nouns of roles and occupations: capitalised before a name they are no part of it, and "the
# mayor" later means whoever was introduced with one.
ROLES = listed("""actor actress activist administrator admiral advocate agent aide ambassador analyst anchor
    archbishop artist assistant astronaut astronomer athlete attorney author banker baron biologist
    bishop boss broker captain cardinal chair chairman chairperson chairwoman chancellor chaplain
    chief climatologist coach columnist commander commentator commissioner committeeman comptroller
    congressman congresswoman constable consul consultant controller coordinator coroner correspondent
    councillor councilman councilwoman counsel counselor critic curator dean defender deputy designer
    detective developer diplomat director doctor economist editor emperor engineer entrepreneur envoy
    epidemiologist executive expert farmer father firefighter fisherman founder general geologist
    goalkeeper governor guard head historian host inspector instructor investigator investor
    journalist judge justice king lawmaker lawyer leader lecturer legislator lieutenant magistrate
    major manager marshal mayor mechanic medic member meteorologist midfielder minister mother
    musician nurse officer official ombudsman operator organizer organiser owner paramedic parent
    partner pastor physician physicist pilot planner playwright plumber poet policeman policewoman
    politician pollster pope premier president priest prime prince princess principal producer
    professor programmer prosecutor provost psychologist publisher queen ranger rector reporter
    representative researcher resident reverend scholar scientist secretary seeker senator sergeant
    shareholder sheriff singer sociologist solicitor speaker spokesman spokesperson spokeswoman
    specialist staffer strategist striker student superintendent supervisor surgeon surveyor teacher
    technician teen teenager trader trainer treasurer trustee tutor undersecretary veteran vicar
    victim volunteer warden witness worker writer zoologist candidate nominee congressperson
    businessman businesswoman woman man boy girl son daughter wife husband brother sister widow
    businessperson negotiator adviser advisor billionaire mogul magnate celebrity star defendant
    suspect neighbour neighbor dad mum mom grandmother grandfather honour honor""")

MALE_ROLES = listed("""actor chairman congressman councilman businessman spokesman policeman king prince baron man
    boy father son husband brother fisherman emperor pope dad grandfather priest widower""")
FEMALE_ROLES = listed("""actress chairwoman congresswoman councilwoman businesswoman spokeswoman policewoman queen
    princess woman girl mother daughter wife sister widow mum mom grandmother""")

# Bodies that a definite noun can stand for.
BODY_NOUNS = listed("""agency airline army association bank board bureau business campaign charity church city club
    college commission committee company conglomerate corporation council county court department
    district firm force foundation fund giant government group institute institution magazine maker
    manufacturer ministry network newspaper nonprofit office operator organisation organization
    outlet panel paper party police publisher regulator retailer school service startup state studio
    team think-tank tribunal union university utility watchdog website""")

# Who says it stays unnamed however the group is described.
PEOPLE_NOUNS = ROLES | listed("""percent people person source insider villager voter fan customer consumer critic supporter opponent
    ally colleague friend relative family neighbour neighbor protester protestor demonstrator
    authority officials observer astrobiologist academic democrat republican conservative liberal
    native local passenger survivor eyewitness bystander user reader viewer employee boss dealer
    trader employer tenant landlord patient soldier troop rebel fighter militant prisoner inmate
    refugee migrant immigrant citizen american briton european african asian russian ukrainian
    chinese israeli palestinian somebody someone one many most some others few several few
    researcher expert analyst economist team crowd public""")

METONYMS: dict[str, str] = {
    "un": "United Nations",
    "eu": "European Union",
    "us": "United States",
    "usa": "United States",
    "uk": "United Kingdom",
}

MALE_NAMES = listed("""aaron abdul abraham adam adrian ahmed alan albert alex alexander alfred ali allan allen alistair
    andre andrew andy anthony antonio antony arthur barack barry ben benjamin bernard bernie bill
    billy bob bobby boris brad brandon brendan brent brett brian bruce bryan calvin carl carlos
    charles charlie chris christian christopher chuck clarence clark clint colin connor craig curtis
    dale damian dan daniel darren dave david dean dennis derek dick dominic don donald doug douglas
    duncan dwight dylan ed eddie edgar edmund eduardo edward elliott emmanuel eric ernest ethan
    eugene evan felix fernando francis francisco frank franklin fred frederick gareth gary gavin
    geoff geoffrey george gerald gerard glenn gordon graham grant greg gregory guy hank hans harold
    harry hassan henry herbert herman howard hugh hugo ian ibrahim isaac ivan jack jacob jake james
    jamie jared jason jay jean jeff jeffrey jeremy jerome jerry jesse jim jimmy joe joel john johnny
    jon jonathan jordan jorge jose joseph josh joshua juan julian justin karl keith ken kenneth kevin
    kirk kurt kyle lance larry laurence lawrence lee leo leon leonard leonardo lewis liam lloyd logan
    louis lucas luis luke malcolm marc marco marcus mario mark martin marvin matt matthew maurice max
    michael miguel mike mitch mitt mohamed mohammed muhammad nathan nathaniel neil newt nicholas nick
    nicolas nigel noah norman oliver omar oscar owen pablo patrick paul pedro pete peter phil philip
    phillip pierre rafael ralph rand randy raymond reginald rex ricardo richard rick rob robert
    roberto rodney roger roland ron ronald ross roy rupert russell ryan sam samuel scott sean sebastian
    sergei sergio seth shane shaun simon spencer stanley stefan stephen steve steven stuart ted
    terence terry theodore thomas tim timothy toby todd tom tommy tony travis trevor tyler vernon
    victor vincent vladimir volodymyr wallace walter warren wayne wesley will william winston xavier
    zachary""")
FEMALE_NAMES = listed("""abigail ada agnes alexandra alexis alice alicia alison allison amanda amber amelia amy ana
    andrea angela angelina anita ann anna anne annette annie april ashley audrey barbara beatrice
    becky bella bernadette beth betty beverly bonnie brenda bridget brittany camila carla carly carmen
    carol caroline carolyn catherine cathy charlotte cheryl chloe christina christine cindy claire
    clara claudia colleen courtney crystal cynthia daisy danielle dawn debbie deborah debra denise
    diana diane dianne donna dora doris dorothy edith eileen elaine eleanor elena elisabeth elizabeth
    ella ellen ellie emily emma erica erika erin esther eva eve evelyn faith fatima felicity fiona
    florence frances gabriela gail georgia geraldine gillian gina gladys gloria grace greta gwen
    hannah harriet hazel heather heidi helen helena hillary holly hope ida ingrid irene iris isabel
    isabella ivanka ivy jacqueline jane janet janice jasmine jean jeanne jenna jennifer jenny jessica
    jill jo joan joanna joanne josephine joy joyce juanita judith judy julia juliana julie june kamala
    karen kate katherine kathleen kathryn kathy katie kayla kelly kim kimberly kristen kristin laura
    lauren leah lena leslie lillian lily linda lindsay lindsey lisa liz lois loretta lori louise lucia
    lucy lydia lynn madeleine madison mandy margaret maria marie marilyn marjorie martha mary maureen
    megan melania melanie melissa mia michelle mildred miranda miriam molly monica nadia nancy naomi
    natalie natasha nicola nicole nina nora norma olga olivia pamela patricia patty paula pauline
    penny phyllis priscilla rachel rebecca regina renee rhonda rita roberta robin rosa rose rosemary
    ruth sally samantha sandra sara sarah shannon sharon sheila shelley sherry shirley sofia sonia
    sophia sophie stacey stephanie sue susan suzanne sylvia tamara tammy tanya tara teresa theresa
    tiffany tina tracy ursula valerie vanessa vera veronica victoria virginia vivian wanda wendy
    yolanda yvonne zoe""")


def bare(word: str) -> str:
    """Return a word in lower case without full stops and possessive ending."""
    lowered = word.lower().replace("’", "'")
    return lowered.removesuffix("'s").removesuffix("'").replace(".", "")


def role_noun(word: str) -> str:
    """Return the role a word stands for in the singular, or an empty string."""
    plain = bare(word)
    plain = ABBREVIATED.get(plain, plain)
    if plain in ROLES:
        return plain
    if plain.endswith("s") and plain[:-1] in ROLES:
        return plain[:-1]
    return ""


def gender_of_first_name(word: str) -> str:
    """Return "m", "f" or an empty string where a first name does not tell."""
    plain = bare(word)
    male, female = plain in MALE_NAMES, plain in FEMALE_NAMES
    if male == female:
        return ""
    return MALE if male else FEMALE
