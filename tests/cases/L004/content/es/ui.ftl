beds = { $camas } camas
