package auth

import (
	"context"
	"errors"
	"fmt"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// A Provider is an identity provider (OpenID Connect) that vouches for people.
type Provider struct {
	claim    string
	verifier *oidc.IDTokenVerifier
	config   oauth2.Config
}

// NewProvider asks an issuer for its addresses and keys. back is the address it
// sends browsers back to; claim names the person's account: preferred_username,
// email, sub …
func NewProvider(ctx context.Context, issuer, client, secret, claim, back string) (*Provider, error) {
	p, err := oidc.NewProvider(ctx, issuer)
	if err != nil {
		return nil, fmt.Errorf("the identity provider %s does not answer as one: %w", issuer, err)
	}
	return &Provider{
		claim: claim, verifier: p.Verifier(&oidc.Config{ClientID: client}),
		config: oauth2.Config{
			ClientID: client, ClientSecret: secret, Endpoint: p.Endpoint(), RedirectURL: back,
			Scopes: []string{oidc.ScopeOpenID, "profile", "email"},
		},
	}, nil
}

// A Way is what a browser takes along to the provider and brings back.
type Way struct {
	State string // marks the answer as one to this browser's question
	Nonce string // marks the token as one for it
	Proof string // shows that who asked is who takes the answer (PKCE)
}

// Ask makes a way and the address to send the browser to.
func (p *Provider) Ask() (w Way, address string, err error) {
	for _, s := range []*string{&w.State, &w.Nonce, &w.Proof} {
		if *s, err = newToken(); err != nil {
			return w, "", err
		}
	}
	return w, p.config.AuthCodeURL(w.State, oidc.Nonce(w.Nonce), oauth2.S256ChallengeOption(w.Proof)), nil
}

// Answer is the account that the provider vouches for, from what the browser
// brought back. An answer that is not to the way's question is ErrWrong.
func (p *Provider) Answer(ctx context.Context, w Way, state, code string) (account string, err error) {
	if w.State == "" || state != w.State {
		return "", ErrWrong
	}
	token, err := p.config.Exchange(ctx, code, oauth2.VerifierOption(w.Proof))
	if err != nil {
		return "", errors.Join(ErrWrong, err)
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := p.verifier.Verify(ctx, raw)
	if err != nil {
		return "", errors.Join(ErrWrong, err)
	}
	claims := map[string]any{}
	if err := id.Claims(&claims); err != nil || id.Nonce != w.Nonce {
		return "", errors.Join(ErrWrong, err)
	}
	if verified, told := claims["email_verified"].(bool); p.claim == "email" && told && !verified {
		return "", ErrWrong
	}
	account, _ = claims[p.claim].(string)
	if account == "" {
		return "", fmt.Errorf("%w: the provider names no %s", ErrWrong, p.claim)
	}
	return account, nil
}
