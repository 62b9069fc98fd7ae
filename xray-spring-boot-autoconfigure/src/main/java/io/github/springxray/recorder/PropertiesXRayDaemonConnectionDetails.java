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

/**
 * Takes the address of the daemon from {@code xray.daemon.address}.
 */
final class PropertiesXRayDaemonConnectionDetails implements XRayDaemonConnectionDetails {

	private final DaemonAddress address;

	/**
	 * An address that makes no sense is told at the start, even if nothing is sent there.
	 */
	PropertiesXRayDaemonConnectionDetails(XRayProperties properties) {
		this.address = DaemonAddress.parse(properties.getDaemon().getAddress());
	}

	@Override
	public DaemonAddress getAddress() {
		return this.address;
	}

}
