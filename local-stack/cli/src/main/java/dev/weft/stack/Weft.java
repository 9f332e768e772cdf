package dev.weft.stack;
final class Weft { private Weft() {} static void main(String[] a) { System.out.println("hi"); } }
