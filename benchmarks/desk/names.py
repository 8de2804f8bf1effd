"""Invented names of people and companies, as many of each as a busy agency would meet."""

from __future__ import annotations

from itertools import product

FIRST = (
    "Maria James Ana Robert Linh Michael Fatima David Rosa William Priya Joseph Guadalupe Thomas Amara Charles "
    "Yuki Christopher Ingrid Daniel Marisol Matthew Zoë Anthony Chloé Mark Aisha Donald José Steven Mei Paul "
    "Noor Andrew Svetlana Joshua Keisha Kenneth Magdalena Kevin Tomás Brian Oluwaseun George Renée Timothy Marta "
    "Ronald Jin Edward Siobhán Jason Thandiwe Jeffrey Łucja Ryan Dolores Jacob Hana Gary Beatriz Nicholas Malik "
    "Eric Mónica Jonathan Leilani Stephen Åsa Larry Carmen Justin Ebony Scott Xiomara Brandon Øystein Benjamin"
).split()
LAST = (
    "Smith Johnson Nguyen Williams García Brown Kowalski Jones Patel Miller Davis Rodríguez Martinez Yoder "
    "Hernández Lopez Okafor González Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Pérez Thompson White "
    "Harris Sánchez Clark Ramírez Lewis Robinson Walker Young Allen King Wright Scott Torres Hill Flores Green "
    "Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Gómez Phillips Evans Turner Díaz Parker Cruz "
    "Edwards Collins Reyes Stewart Morris Morales Murphy Cook Rogers Gutiérrez Ortiz Morgan Cooper Peterson Bailey "
    "Reed Kelly Howard Ramos Kim Cox Ward Richardson Watson Brooks Chavez Wood James Bennett Gray Mendoza Ruiz "
    "Hughes Price Álvarez Castillo Sanders Müller Myers Long Ross Foster Jiménez Zimmerman Hochstetler O’Brien"
).split()
PLACES = (
    "Elkhart Niles Goshen Mishawaka Granger Plymouth Warsaw Kokomo Marion Wabash Sturgis Dowagiac Cassopolis "
    "Michiana Kankakee Tippecanoe Pigeon_River Saint_Joseph Maple_Lane Cedar_Hill River_Bend North_Shore Old_Mill "
    "Lakeland Prairie Three_Oaks Stone_Arch Blue_Heron Kingfisher Hearthside Corvid Northfield Millrace Harvest"
).split()
TRADES = (
    "Metal_Works Bakery Logistics Home_Health Credit_Union Savings Plastics Cabinets Dental_Care Reference_Lab "
    "Foods Trailers Orchards Printing Hardware Schools Water_Works Insurance Clinic Freight Motors Furniture "
    "Nursery Packaging Electric Software Catering Transit Glass Hotels Legal_Aid Tool_and_Die Paper Veterinary"
).split()
ENDINGS = ("", "Inc.", "LLC", "& Sons", "Group", "Partners")
TOWNS = tuple(place.replace("_", " ") for place in PLACES)

PEOPLE = tuple(f"{first} {last}" for first, last in product(FIRST, LAST))
COMPANIES = tuple(
    " ".join(part.replace("_", " ") for part in parts if part) for parts in product(PLACES, TRADES, ENDINGS)
)
# These have so many cases in any number of cases: a few, and nearly as many as a search lists at most.
FEW, SOME = ("Quentin Vandersloot", 3), ("Wilhelmina Quackenbush", 400)
NOBODY = "Zzyzx"
# Begins the names of very many people, and of companies.
LETTER = "m"
