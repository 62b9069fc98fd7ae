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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Says in one line that there is no daemon, whoever finds out: who sends segments there,
 * or who asks there for sampling rules. Nothing is said before there is something to
 * send, as a daemon may start after the application. For the starter's own packages.
 */
public final class DaemonTroubles {

	private static final Log logger = LogFactory.getLog("io.github.springxray");

	private static final String ADVICE = " Start the daemon, write where it is to xray.daemon.address, or send "
			+ "segments elsewhere by xray.emitter.type.";

	private boolean sent;

	private boolean told;

	private @Nullable String sampling;

	/**
	 * Tell that a segment was sent to the daemon.
	 */
	public synchronized void sent() {
		this.sent = true;
	}

	/**
	 * Tell that nobody listens where segments are sent.
	 * @param address where that is
	 */
	public void refused(String address) {
		String more;
		synchronized (this) {
			if (this.told) {
				return;
			}
			this.told = true;
			more = (this.sampling != null) ? " " + this.sampling : "";
		}
		logger.warn("No X-Ray daemon listens at " + address + ", so segments are lost." + more + ADVICE);
	}

	/**
	 * Tell that the daemon could not be asked about sampling.
	 * @param consequence what that means, in sentences
	 */
	public void unanswered(String consequence) {
		synchronized (this) {
			this.sampling = consequence;
			if (this.told || !this.sent) {
				return;
			}
			this.told = true;
		}
		logger.warn(consequence + " Whether the segments that were sent have arrived is not known." + ADVICE);
	}

	/**
	 * Tell that the daemon answers.
	 * @return whether the log said otherwise
	 */
	public synchronized boolean answered() {
		boolean before = this.told;
		this.told = false;
		this.sampling = null;
		return before;
	}

}
