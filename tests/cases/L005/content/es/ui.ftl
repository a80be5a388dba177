home = Inicio
buscar = Buscar
