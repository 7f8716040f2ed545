<?php

declare(strict_types=1);

return new class () extends \Plesk\SDK\Hook\Home {
    /** @return list<\Plesk\SDK\Hook\Home\Block> */
    public function getBlocks(): array
    {
        return [new Modules_ActiveConnections_HomeBlock()];
    }
};
