<?php

class PleskDBException extends Exception
{
}
