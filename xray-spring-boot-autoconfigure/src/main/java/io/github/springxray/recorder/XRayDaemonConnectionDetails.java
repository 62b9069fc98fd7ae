/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.recorder;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Where the X-Ray daemon is. A bean of this type wins over {@code xray.daemon.address};
 * Docker Compose and Testcontainers bring one.
 */
public interface XRayDaemonConnectionDetails extends ConnectionDetails {

	/**
	 * Return the address of the daemon. Only called if something is sent there or asked
	 * from there.
	 * @return the address
	 * @throws InvalidConfigurationPropertyValueException if it comes from a property and
	 * is malformed
	 */
	DaemonAddress getAddress();

}
