/** A sequential trace with two methods, a check of each and a conclusion, written for tests. */
export const seatsQuestion =
  'A hall has 12 rows of 14 seats and a balcony of 30 seats. How many seats are there?';

export const seatsText = `Okay, so I need to find out how many seats there are in the hall and on the balcony together. The hall has 12 rows of 14 seats each, and the balcony has 30 seats.

First, let me compute the seats of the hall by multiplying the rows with the seats in each of them. Twelve times fourteen is ten times fourteen plus two times fourteen. Ten times fourteen is 140, and two times fourteen is 28. Adding them up gives 140 + 28 = 168. So the hall alone has 168 seats in its twelve rows.

Alternatively, I could count the hall in another way, by adding up the rows in groups of four rows each. Four rows of 14 seats are 56 seats. There are three such groups in twelve rows. Three times 56 is 150 + 18, and that is 168. So this way as well there are 168 seats in the hall.

Let me check the first way by dividing the result by the number of the rows once more. 168 divided by 12 should be the number of seats in a row. Twelve times ten is 120, and 168 minus 120 is 48. 48 divided by 12 is 4, so the quotient is 10 + 4 = 14. That is what the question says about the seats in a row.

Now, the balcony has to be added to the seats of the hall that were found. The hall has 168 seats. The balcony has 30 seats. 168 + 30 = 198. So all of them together are 198 seats.

Therefore, the hall and its balcony have 198 seats together. \\boxed{198}`;
