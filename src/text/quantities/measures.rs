//! Units of measure by the words for them.

/// The unit that a word names.
pub(super) fn find_measure(word: &str) -> Option<&'static str> {
    Some(match word {
        "mg" | "milligram" | "milligrams" | "milligramme" | "milligrammes" => "mg",
        "g" | "gram" | "grams" | "gramme" | "grammes" => "g",
        "kg" | "kgs" | "kilogram" | "kilograms" | "kilo" | "kilos" => "kg",
        "mcg" | "mug" | "ug" | "microgram" | "micrograms" => "mcg",
        "ng" | "nanogram" | "nanograms" => "ng",
        "mmol" | "millimole" | "millimoles" => "mmol",
        "mol" | "mole" | "moles" => "mol",
        "ml" | "millilitre" | "millilitres" | "milliliter" | "milliliters" => "ml",
        "l" | "litre" | "litres" | "liter" | "liters" => "l",
        "iu" => "iu",
        "mmhg" => "mmhg",
        "cm" | "centimetre" | "centimetres" | "centimeter" | "centimeters" => "cm",
        "inch" | "inches" => "inch",
        "bpm" => "bpm",
        "mm" | "millimetre" | "millimetres" | "millimeter" | "millimeters" => "mm",
        "kcal" | "calorie" | "calories" => "kcal",
        "lb" | "lbs" | "pound" | "pounds" => "lb",
        "ounce" | "ounces" | "oz" => "oz",
        "stone" | "stones" => "stone",
        "foot" | "feet" | "ft" => "foot",
        "yard" | "yards" | "yd" => "yard",
        "mile" | "miles" => "mile",
        "m" | "metre" | "metres" | "meter" | "meters" => "m",
        "km" | "kms" | "kilometre" | "kilometres" | "kilometer" | "kilometers" => "km",
        _ => return None,
    })
}
