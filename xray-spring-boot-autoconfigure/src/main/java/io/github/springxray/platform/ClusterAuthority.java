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

package io.github.springxray.platform;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * Makes sockets that trust whom the authority of a cluster vouches for, and nobody else.
 */
final class ClusterAuthority {

	private ClusterAuthority() {
	}

	/**
	 * Create a factory of sockets.
	 * @param certificates the certificates of the authority, in PEM
	 * @throws MetadataException if they are none
	 */
	static SSLSocketFactory of(byte[] certificates) throws MetadataException {
		try {
			KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
			trusted.load(null, null);
			int count = 0;
			for (Certificate certificate : CertificateFactory.getInstance("X.509")
				.generateCertificates(new ByteArrayInputStream(certificates))) {
				trusted.setCertificateEntry("cluster-" + count++, certificate);
			}
			if (count == 0) {
				throw new MetadataException("the certificate of its authority cannot be read");
			}
			TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			managers.init(trusted);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, managers.getTrustManagers(), null);
			return context.getSocketFactory();
		}
		catch (MetadataException ex) {
			throw ex;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new MetadataException("the certificate of its authority cannot be read");
		}
	}

}
