home = Inicio
menu Menú
