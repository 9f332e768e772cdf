package dev.weft.customers;

import dev.weft.foodmart.CustomerRow;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What is told of a new customer: all that the data set knows of every customer is wanted. */
record NewCustomer(
    String firstName,
    @Nullable String middleInitial,
    String lastName,
    String address,
    @Nullable String address2,
    String city,
    String stateProvince,
    String postalCode,
    String country,
    String phone,
    String alternatePhone,
    LocalDate birthdate,
    String maritalStatus,
    String yearlyIncome,
    String gender,
    int totalChildren,
    int childrenAtHome,
    String education,
    String memberCard,
    String occupation,
    boolean homeowner,
    int carsOwned) {

  private static final long FIRST_NEW_ACCOUNT = 90_000_000_000L;

  void check(LocalDate today) {
    Check.text("/firstName", firstName);
    Check.text("/middleInitial", middleInitial);
    Check.text("/lastName", lastName);
    Check.text("/address", address);
    Check.text("/address2", address2);
    Check.text("/city", city);
    Check.text("/stateProvince", stateProvince);
    Check.text("/postalCode", postalCode);
    Check.text("/country", country);
    Check.text("/phone", phone);
    Check.text("/alternatePhone", alternatePhone);
    Check.text("/education", education);
    Check.text("/occupation", occupation);
    Check.oneOf("/maritalStatus", maritalStatus, Choices.MARITAL_STATUS);
    Check.oneOf("/gender", gender, Choices.GENDER);
    Check.oneOf("/memberCard", memberCard, Choices.MEMBER_CARD);
    Check.oneOf("/yearlyIncome", yearlyIncome, Choices.YEARLY_INCOME);
    Check.past("/birthdate", birthdate, today);
    Check.count("/totalChildren", totalChildren);
    Check.count("/childrenAtHome", childrenAtHome);
    Check.count("/carsOwned", carsOwned);
  }

  CustomerRow row(long id, LocalDate today) {
    return new CustomerRow(
        Math.toIntExact(id),
        FIRST_NEW_ACCOUNT + id,
        firstName + " " + lastName,
        firstName,
        middleInitial,
        lastName,
        address,
        address2,
        city,
        stateProvince,
        postalCode,
        country,
        phone,
        alternatePhone,
        birthdate,
        maritalStatus,
        yearlyIncome,
        gender,
        totalChildren,
        childrenAtHome,
        education,
        today,
        memberCard,
        occupation,
        homeowner ? "Y" : "N",
        carsOwned);
  }
}
