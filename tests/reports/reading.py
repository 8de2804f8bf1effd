"""How a program gets the text back that a CSV cell stands for."""


def csv_text(cell: str) -> str:
    return cell.removeprefix("'")
