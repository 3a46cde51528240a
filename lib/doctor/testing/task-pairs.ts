/** Pairs of prompts, made up: algebra, geometry, counting, physics, chemistry, games with numbers, code, prose. A pair a line. */
const read = (text: string): [string, string][] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [one = '', other = ''] = line.split(' / ');
      return [one, other];
    });

/** The same task in two wordings. */
export const samePairs: readonly (readonly [string, string])[] = read(`
Verify the solution by substitution. / Check the result by plugging it back into the equation.
Find the sum of the digits of 2^20. / Compute the digit sum of 2^20.
Verify the value of k by substituting it back into the system. / Substitute k into both equations and check that they hold.
Confirm the final answer by recomputing the determinant. / Recompute the determinant and verify the result.
Double-check the arithmetic in the last step. / Re-verify the arithmetic of the final step for errors.
Verify the area of triangle ABC using Heron's formula. / Recalculate the area of triangle ABC with Heron's formula.
Confirm that the two lines are perpendicular by computing their slopes. / Check whether the slopes show that the lines are perpendicular.
Verify the roots of the quadratic and confirm their product. / Double-check the product of the roots of the quadratic equation.
Evaluate the limit as x approaches 0. / Determine what the limit is when x tends to zero.
List all divisors of 360 that are perfect squares. / Identify the perfect square divisors of 360.
Calculate the probability that both cards are aces. / Find the chance that the two cards drawn are aces.
Verify the conversion of 0.375 to a fraction. / Confirm that 0.375 was converted to a fraction correctly.
Verify the pattern for the first few terms. / Check the first several terms to confirm the pattern.
Confirm the remainder when 7^100 is divided by 13. / Recalculate 7^100 modulo 13 to verify the remainder.
Consider the case where n is even. / Analyze the case of even n.
Verify the counting using casework and confirm the total. / Re-evaluate the total by going through the cases again.
Re-evaluate the calculations for the volume of the cone. / Verify the cone's volume calculation.
Perform a final check on the answer. / Do a final verification of the solution.
Review all steps for mistakes. / Re-check every step of the solution to ensure there are no errors.
Check if there are any other solutions. / Determine whether additional solutions exist.
Reconfirm the number of ways to seat the couples and verify the total. / Verify the count of seatings for the couples.
Compute the discriminant of the equation. / Calculate the value of the equation's discriminant.
Set up the equation for the total cost. / Write an equation that represents the total cost.
Expand (x + 1)^4 using the binomial theorem. / Apply the binomial theorem to expand (x+1)^4.
Calculate the final velocity of the block. / Determine the block's speed at the end.
Identify the major product of the reaction. / Determine which product is formed predominantly in the reaction.
Verify the number of stereoisomers of the product. / Recount the stereoisomers and confirm the number.
Draft the introduction of the letter. / Write the letter's opening.
Verify the symmetry argument and confirm the final probability. / Re-evaluate the symmetry argument used for the probability.
Confirm the minimum value by using the AM-GM inequality. / Apply AM-GM to verify the minimum.
Verify the intersection points of the circle and the line. / Check the points where the line meets the circle.
Confirm the coefficients by comparing both sides. / Compare coefficients on both sides to verify them.
Re-evaluate the problem statement to ensure correct understanding. / Clarify the problem statement and make sure it is understood correctly.
Summarize the findings and conclude the answer. / Conclude the solution by summarizing the results.
Verify the ordering of the fractions by converting them to decimals. / Convert the fractions to decimals and confirm their order.
Check the number of handshakes using combinations. / Use combinations to verify the handshake count.
Verify the time taken for the whole trip. / Recalculate the total travel time.
Determine the slope of line PQ. / Calculate the gradient of the line through P and Q.
Verify the calculations for S_5 and S_6. / Recalculate S_5 and S_6 to ensure accuracy.
Re-verify the inscribed angle theorem application. / Confirm that the inscribed angle theorem was applied correctly.
Reconsider the geometric configuration and verify angle BAC. / Verify angle BAC by analyzing the geometric configuration again.
Explore the possibility of negative values of x. / Consider if x could be negative.
Use complementary counting to find the number of words. / Count the words by complementary counting.
Finalize the sum of the series and verify convergence. / Confirm the convergence of the series and its sum.
Check the units of the result. / Make sure that the answer has the right units.
Determine the smallest base in which the number has four digits. / Find the least base where the number is written with 4 digits.
Find the GCD of 84 and 126. / Compute the greatest common factor of 84 and 126.
Verify the LCM calculation. / Double check the least common multiple.
Test the formula with a small example. / Try a small case to check the formula.
Calculate how many multiples of 7 are below 500. / Count the multiples of 7 less than 500.
Verify the inequality for all real x. / Prove that the inequality holds for every real number x.
Verify the dot product of the vectors and recalculate the angle. / Re-verify the vectors' dot product.
Confirm the answer by another method. / Use a different approach to verify the answer.
Verify the perimeter and ensure all sides are included. / Re-check that every side is counted in the perimeter.
Interpret the graph to determine the number of intersections. / Count the intersections from the graph.
Verify the number of diagonals of the octagon. / Recount the octagon's diagonals to confirm the total.
Re-evaluate the constraints on x and y. / Check the constraints for x and y once more.
Verify the final answer by working backwards. / Work backwards from the result to check it.
Calculate the expected number of rolls. / Find the expected value of the number of rolls.
Verify the formula for the sum of cubes. / Confirm the sum of cubes formula with small values.
Confirm the height of the pyramid and its volume. / Double-check the volume of the pyramid by re-deriving its height.
Verify the modular inverse of 5 mod 17. / Recalculate the inverse of 5 modulo 17.
Verify the conservation of energy in the collision. / Check whether energy is conserved in the collision.
Validate the answer by estimating its order of magnitude. / Estimate the order of magnitude to sanity check the answer.
Review the code for edge cases. / Check how the code handles edge cases.
Make sure the equation has no extraneous solutions. / Check for extraneous roots of the equation.
`);

/** Two tasks in similar wording. */
export const differentPairs: readonly (readonly [string, string])[] = read(`
Find the sum of the digits of 2^20. / Find the number of digits of 2^20.
Verify the value of k by substituting it back into the system. / Verify the value of k graphically.
Count the lattice paths that avoid the center. / Count the lattice paths that pass through the center.
Simplify the expression under the radical. / Rationalize the denominator of the expression.
Confirm the final answer by recomputing the determinant. / Confirm the final answer by checking the trace.
Double-check the arithmetic in the last step. / Double-check the assumptions made in the first step.
Verify the area of triangle ABC using Heron's formula. / Verify the area of triangle ABD using Heron's formula.
Verify the area of triangle ABC using Heron's formula. / Verify the area of triangle ABC using the shoelace formula.
Confirm that the two lines are perpendicular by computing their slopes. / Find the point where the two lines intersect.
Re-examine the interpretation of "distinct" in the problem. / Verify the count of distinct arrangements.
Verify the roots of the quadratic and confirm their product. / Find the vertex of the quadratic.
Evaluate the limit as x approaches 0. / Evaluate the limit as x approaches infinity.
Evaluate the limit from the left. / Evaluate the limit from the right.
List all divisors of 360 that are perfect squares. / List all divisors of 360 that are perfect cubes.
Calculate the probability that both cards are aces. / Calculate the probability that neither card is an ace.
Convert 0.375 to a fraction. / Convert 0.625 to a fraction.
Verify the pattern for the first few terms. / Prove the pattern by induction.
Find the remainder when 7^100 is divided by 13. / Find the remainder when 7^100 is divided by 11.
Consider the case where n is even. / Consider the case where n is odd.
Consider the case a > b. / Consider the case a < b.
Re-evaluate the calculations for the volume of the cone. / Verify the surface area of the cone.
Review all steps for mistakes. / Present the final answer.
Check if there are any other solutions. / Verify the solution x = 4.
Count the seatings with the couples together. / Count the seatings with no restrictions.
Compute the discriminant of the equation. / Compute the sum of the roots of the equation.
Set up the equation for the total cost. / Solve the equation for the total cost.
Expand (x+1)^4. / Expand (x-1)^4.
Apply the Pythagorean theorem to triangle ABD. / Apply the Pythagorean theorem to triangle BCD.
Use the Pythagorean theorem to find AB. / Use the law of cosines to find AB.
Confirm the domain of the function. / Confirm the range of the function.
Calculate the initial velocity of the block. / Calculate the final velocity of the block.
Compute the photon energy in eV. / Compute the photon wavelength in nm.
Identify the major product of step 1. / Identify the major product of step 2.
Count the carbon atoms in product A. / Count the hydrogen atoms in product A.
Assign the configuration of carbon 2. / Assign the configuration of carbon 3.
Try 3 * 8 first and reach 24 with 5 and 7. / Try 3 + 5 first and reach 24 with 7 and 8.
Look for solutions that start with multiplication. / Look for solutions that start with subtraction.
Write unit tests for the parser. / Write the documentation for the parser.
Implement the push operation. / Implement the pop operation.
Write the opening paragraph of the speech. / Write the closing paragraph of the speech.
Summarize the arguments for the motion. / Summarize the arguments against the motion.
Verify the symmetry argument and confirm the final probability. / Confirm the final probability by listing all outcomes.
Confirm the minimum value by using the AM-GM inequality. / Confirm the minimum value by using derivatives.
Verify the intersection points of the circle and the line. / Verify the radius of the circle.
Summarize the findings and conclude the answer. / Verify the calculation of the perimeter.
Convert the first fraction to a decimal. / Convert the second fraction to a decimal.
Check the number of handshakes using combinations. / Check the number of handshakes by direct counting.
Calculate the time for the uphill part. / Calculate the time for the downhill part.
Calculate the average speed of the trip. / Calculate the total distance of the trip.
Determine the slope of line PQ. / Determine the midpoint of PQ.
Calculate S_5. / Calculate S_6.
Test n = 3. / Test n = 5.
Find angle BAC. / Find angle ABC.
Explore the possibility of negative values of x. / Consider if x could be a fraction.
Use complementary counting to find the number of words. / Count the words directly by cases.
Verify the first term of the series. / Verify the common ratio of the series.
Convert 625 to base 5. / Convert 625 to base 6.
Find the greatest common divisor of 84 and 126. / Find the least common multiple of 84 and 126.
Test the formula with n = 2. / Derive the formula for general n.
Calculate how many multiples of 7 are below 500. / Calculate how many multiples of 5 are below 500.
Verify the numerator. / Verify the denominator.
Compute the magnitude of vector u. / Compute the magnitude of vector v.
Confirm the answer by another method. / Confirm the units of the answer.
Verify the number of diagonals of the octagon. / Verify the number of sides of the octagon.
Confirm that 97 is prime. / Confirm that 91 is composite.
Calculate the expected number of rolls. / Calculate the variance of the number of rolls.
Consider the parity of the terms. / Consider the size of the terms.
Check the lower endpoint of the interval. / Check the upper endpoint of the interval.
Determine the equilibrium constant at 298 K. / Determine the equilibrium constant at 350 K.
Verify the conservation of energy in the collision. / Verify the conservation of momentum in the collision.
Review the code for edge cases. / Review the code for style.
Find the height of the pyramid. / Find the volume of the pyramid.
Evaluate f(3). / Evaluate f(4).
Compute the probability of rolling a sum of 7. / Compute the probability of rolling a sum of 11.
Verify the angle at B. / Verify the angle at C.
Confirm the sum by pairing terms. / Confirm the sum by the formula for arithmetic series.
Check divisibility by 3. / Check divisibility by 11.
Analyze the first inequality. / Analyze the second inequality.
Draw the free body diagram of block A. / Draw the free body diagram of block B.
`);
