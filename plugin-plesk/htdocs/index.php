<?php

declare(strict_types=1);

(new pm_Application())->run();
