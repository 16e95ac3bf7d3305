"""What all that draws something shares: templates, fonts, Typst, what is kept between builds."""
