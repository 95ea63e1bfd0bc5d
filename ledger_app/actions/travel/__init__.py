"""One child, two schools: files travel, who left arrives, what is prescribed comes down."""
